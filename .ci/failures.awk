# Names what failed in the output of dotnet test, of node --test-reporter=tap and of Python's unittest, each name with the beginning of its message.
# Where there are many, all names come before any message is whole. In the output of a solution the lines of several projects mix, so a message may hold lines of others.

BEGIN { lines_max = 38; message_lines_max = 12 }

function named(name) { if (!(name in known)) { known[name] = 1; names[++count] = name } }
function begin(name, of) { named(name); current = name; form = of }
function end() { current = "" }
function say(line) { if (current != "" && line !~ /^ *$/) { message[current, ++said[current]] = line } }

{ sub(/\r$/, "") }

/^\[xUnit\.net .* \[FAIL\]$/ { sub(/^\[xUnit\.net [0-9:.]+\] +/, ""); sub(/ \[FAIL\]$/, ""); named($0); next }
/^ +Failed .* \[[^]]*\]$/ { sub(/^ +Failed /, ""); sub(/ \[[^]]*\]$/, ""); begin($0, "dotnet"); next }
form == "dotnet" && /^ *Error Message:$/ { next }
form == "dotnet" && /^ *Stack Trace:$/ { end() }

/^ *not ok [0-9]+ - / { sub(/^ *not ok [0-9]+ - /, ""); begin($0, "tap"); open = 0; next }
form == "tap" && /^ *error: / { open = 1; sub(/^ *error: (\|-)?/, "") }
form == "tap" && /^ *((code|name|stack|expected|operator): |\.\.\.$)/ { end() }
form == "tap" && !open { next }

/^(FAIL|ERROR): / { begin($2, "unittest"); next }
form == "unittest" && /^(=====|Ran [0-9]+ test)/ { end() }
form == "unittest" && /^(-----|Traceback|  File |    )/ { next }

# What ends without a test that failed: a process that died, a build that did not come to its tests.
/\[FATAL ERROR\]|[Tt]est [Rr]un (was )?[Aa]borted|: error [A-Z]+[0-9]*: |^The server (died|did not)/ { named($0) }

{ say($0) }

END {
  each = count == 0 ? 0 : int(lines_max / count) - 1
  if (each > message_lines_max) { each = message_lines_max }
  for (i = 1; i <= count; i++) {
    print names[i]
    for (j = 1; j <= each && j <= said[names[i]]; j++) { print "    " message[names[i], j] }
  }
}
