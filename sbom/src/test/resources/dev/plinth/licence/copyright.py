# Prints, for each copyright file named on the input, its Files paragraphs as python-debian reads
# them: one line each, the file, the patterns, the first line of the licence, between tabs.
import logging
import sys
import warnings

from debian.copyright import Copyright, NotMachineReadableError

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
for name in sys.stdin.read().split("\n"):
    if not name:
        continue
    try:
        with open(name, encoding="utf-8") as text:
            parsed = Copyright(text, strict=False)
        for paragraph in parsed.all_files_paragraphs():
            licence = paragraph.license
            synopsis = "" if licence is None else licence.synopsis
            print(name, " ".join(paragraph.files), " ".join(synopsis.split()), sep="\t")
        print(name, "", "end", sep="\t")
    except NotMachineReadableError:
        print(name, "", "other", sep="\t")
    except Exception as error:  # what python-debian cannot read is not compared
        print(name, "", "failed " + type(error).__name__, sep="\t")
