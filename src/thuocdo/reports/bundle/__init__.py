r"""A published result as one zip file that anybody can recompute without a site: made, read strictly, verified.

Result + set.yaml --make_bundle--> BUNDLE.zip --unpack--> files --recompute--> Result
                                                   \\__________ compared with ______/  -> Verdict

README.md README.en.md     what this is and how to check it
set.yaml cases.yaml        the rules, exactly as written
input.csv input.json       the figures, one row per agency
previous.csv previous.json the figures of the year before; or previous-result.json (and previous-set.yaml), an earlier result
results.csv results.json   every node of every agency
dictionary.csv             every column
manifest.json SHA256SUMS   digests, versions, the SHA-256 of every file
"""
