# Runs `stepwise check` with what the inputs of the action say, a line for each word.
set -euo pipefail
words=()
while IFS= read -r line; do
  [ -z "$line" ] || words+=("$line")
done <<<"${STEPWISE_OPTIONS:-}
${STEPWISE_PATHS:-}"
if [ -n "${STEPWISE_REPORTS:-}" ]; then
  mkdir -p "$STEPWISE_REPORTS"
  words+=(--format "sarif=$STEPWISE_REPORTS/stepwise.sarif" --format "junit=$STEPWISE_REPORTS/stepwise.xml"
    --format "json=$STEPWISE_REPORTS/stepwise.json")
fi
exec "${STEPWISE:-$HOME/.local/bin/stepwise}" check "${words[@]}" --error expected-missing --error expected-orphan
