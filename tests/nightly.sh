#!/bin/sh
# Runs the tests that take too long for every change, compiled to be fast.
set -eu
cd "$(dirname "$0")/.."
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
exec cargo test --release --locked --test it -- --ignored "$@"
