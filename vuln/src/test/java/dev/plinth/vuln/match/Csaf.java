package dev.plinth.vuln.match;

/** A document that fixes one architecture only. */
final class Csaf {
  static final String FIXED_ON_ARM =
      """
      {"document":{"category":"csaf_vex","publisher":{"name":"Red Hat Product Security"}},
       "product_tree":{"branches":[
         {"product":{"product_id":"9","product_identification_helper":
           {"cpe":"cpe:/a:redhat:enterprise_linux:9::appstream"}}},
         {"product":{"product_id":"p","product_identification_helper":
           {"purl":"pkg:rpm/redhat/p@2-1.el9?arch=aarch64"}}}],
        "relationships":[{"full_product_name":{"product_id":"9:p"},
          "product_reference":"p","relates_to_product_reference":"9"}]},
       "vulnerabilities":[{"cve":"CVE-2024-0001","product_status":{"fixed":["9:p"]}}]}
      """;

  private Csaf() {}
}
