#!/bin/sh
# Makes the hashed lock files anew from pyproject.toml. Needs uv on PATH; the files hold no address.
# One resolution for all Pythons and platforms that the project supports, so a fresh machine installs what CI tested.
set -eu
cd "$(dirname "$0")/.."
compile() { # compile NAME UV-ARGUMENTS...
  name=$1; shift
  uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
    --custom-compile-command requirements/compile.sh --quiet "$@" -o "requirements/$name.txt"
}
compile dev --all-extras --group dev
compile run --extra all --group build -c requirements/dev.txt
compile runtime --extra runtime -c requirements/dev.txt
