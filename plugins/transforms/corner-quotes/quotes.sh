# quotes.sh - “ ” ‘ ’ of a Chinese article become 「 」 『 』. SPDX-License-Identifier: Apache-2.0
# An apostrophe in a word stays, as does what is in tags and in code: awk takes the XML apart at each "<".
sed 's/\([A-Za-z0-9]\)’\([A-Za-z]\)/\1\x01\2/g' | awk '
BEGIN { RS = "<"; ORS = "" }
/^article[ >]/ { chinese = /^[^>]* lang="zh/ }
/^(code|kbd|samp)[ >]/ && !/\/>/ { code++ }
/^\/(code|kbd|samp)>/ { code-- }
{ at = index($0, ">"); text = substr($0, at + 1) }
chinese && !code { gsub(/“/, "「", text); gsub(/”/, "」", text); gsub(/‘/, "『", text); gsub(/’/, "』", text) }
{ print (NR > 1 ? "<" : "") substr($0, 1, at) text }' | sed 's/\x01/’/g'
