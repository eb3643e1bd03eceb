#!/usr/bin/env bash
# Installs the Python peers of the benchmarks into .venv-peers (about 2 GB); nothing else needs Python.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 -m venv .venv-peers
.venv-peers/bin/pip install --quiet --retries 0 --timeout 3 torch tensorflow-cpu numpy
.venv-peers/bin/python -c 'import torch, numpy; print("torch", torch.__version__, "numpy", numpy.__version__)'
