#!/usr/bin/env bash
# Trains and evaluates the public tables with default settings and prints one JSON line per run.
# Usage: benchmarks/quality.sh [DATA_FOLDER [SEEDS]], for instance benchmarks/quality.sh ../shared/data 5
set -euo pipefail
home="$(cd "$(dirname "$0")/.." && pwd)"
data="${1:-$home/../shared/data}"
seeds="${2:-5}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

measure() { # name, seed, label, train paths, test path
  "$home/bin/arrowmill" train --data "$4" --label "$3" --seed "$2" --out "$work/model" --overwrite \
    --tracking none: >/dev/null 2>&1
  printf '{"table": "%s", "seed": %s, "result": ' "$1" "$2"
  "$home/bin/arrowmill" evaluate --model "$work/model" --data "$5" --json 2>/dev/null | tail -n 1 | tr -d '\n'
  printf '}\n'
}

for seed in $(seq 1 "$seeds"); do
  measure adult "$seed" income "$data/adult/train.parquet" "$data/adult/test.parquet"
  measure california "$seed" median_house_value \
    "$data/california-housing/train.parquet,$data/california-housing/validation.parquet" \
    "$data/california-housing/test.parquet"
  for fold in 0 1 2 3 4; do
    others=""
    for f in 0 1 2 3 4; do
      [ "$f" = "$fold" ] || others="$others${others:+,}$data/bank-marketing/fold-$f.parquet"
    done
    measure "bank-fold-$fold" "$seed" y "$others" "$data/bank-marketing/fold-$fold.parquet"
  done
done
