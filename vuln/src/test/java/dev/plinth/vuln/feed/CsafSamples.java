package dev.plinth.vuln.feed;

/** A document of the shape of Red Hat's VEX files. */
final class CsafSamples {
  static final String VEX =
      """
      {"document":{"category":"csaf_vex","publisher":{"name":"Red Hat Product Security"},
        "tracking":{"id":"CVE-2024-0001","current_release_date":"2026-11-01T00:00:00+00:00"}},
       "product_tree":{"branches":[{"category":"vendor","name":"Red Hat","branches":[
         {"category":"product_family","branches":[
           {"product":{"product_id":"BaseOS-9.2.0.Z.EUS","product_identification_helper":
             {"cpe":"cpe:/o:redhat:rhel_eus:9.2::baseos"}}},
           {"product":{"product_id":"red_hat_enterprise_linux_8","product_identification_helper":
             {"cpe":"cpe:/o:redhat:enterprise_linux:8"}}}]},
         {"category":"architecture","branches":[
           {"product":{"product_id":"openssl-libs-1:3.0.7-16.el9_2.x86_64",
             "product_identification_helper":
             {"purl":"pkg:rpm/redhat/openssl-libs@3.0.7-16.el9_2?arch=x86_64&epoch=1"}}},
           {"product":{"product_id":"openssl-libs-1:3.0.7-16.el9_2.aarch64",
             "product_identification_helper":
             {"purl":"pkg:rpm/redhat/openssl-libs@3.0.7-16.el9_2?arch=aarch64&epoch=1"}}},
           {"product":{"product_id":"container","product_identification_helper":
             {"purl":"pkg:oci/container@sha256:00"}}},
           {"product":{"product_id":"openssl","product_identification_helper":
             {"purl":"pkg:rpm/redhat/openssl?arch=src"}}},
           {"product":{"product_id":"nodejs:18/nodejs"}}]}]}],
        "relationships":[
         {"category":"default_component_of","full_product_name":{"product_id":"E:x86"},
          "product_reference":"openssl-libs-1:3.0.7-16.el9_2.x86_64",
          "relates_to_product_reference":"BaseOS-9.2.0.Z.EUS"},
         {"category":"default_component_of","full_product_name":{"product_id":"E:arm"},
          "product_reference":"openssl-libs-1:3.0.7-16.el9_2.aarch64",
          "relates_to_product_reference":"BaseOS-9.2.0.Z.EUS"},
         {"category":"default_component_of","full_product_name":{"product_id":"E:oci"},
          "product_reference":"container","relates_to_product_reference":"BaseOS-9.2.0.Z.EUS"},
         {"category":"default_component_of","full_product_name":{"product_id":"8:openssl"},
          "product_reference":"openssl","relates_to_product_reference":"red_hat_enterprise_linux_8"},
         {"category":"default_component_of","full_product_name":{"product_id":"8:nodejs"},
          "product_reference":"nodejs:18/nodejs",
          "relates_to_product_reference":"red_hat_enterprise_linux_8"}]},
       "vulnerabilities":[{"cve":"CVE-2024-0001",
         "scores":[{"cvss_v3":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"},
           "products":["E:x86"]}],
         "flags":[{"label":"vulnerable_code_not_present","product_ids":["8:openssl"]}],
         "remediations":[{"category":"no_fix_planned","details":"Will not fix",
           "product_ids":["8:nodejs"]}],
         "threats":[{"category":"impact","details":"Important","product_ids":["E:x86","E:arm"]}],
         "product_status":{"fixed":["E:x86","E:arm","E:oci"],"known_affected":["8:nodejs"],
           "known_not_affected":["8:openssl"]}}]}
      """;

  private CsafSamples() {}
}
