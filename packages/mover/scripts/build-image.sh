#!/bin/bash
# Copyright 2026 The Direct Migration Authors
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.
#
# Builds the mover's image without docker, from this machine's programs, and loads it into the two test clusters:
#   scripts/build-image.sh local/mover:1 [options of `clusters image build`, such as --output DIR --no-load]
set -euo pipefail

[[ $# -ge 1 && $1 != -* ]] || { echo "usage: build-image.sh <name:tag> [options of clusters image build]" >&2; exit 2; }
name=$1; shift
package=$(dirname "$(dirname "$(readlink -f "$0")")")
clusters=$package/../../test/clusters/clusters
node=$(node -p process.execPath)
for tool in rsync stunnel tar zstd; do
  command -v "$tool" >/dev/null || { echo "build-image.sh: $tool is missing: apt-get install rsync stunnel4 tar zstd" >&2; exit 1; }
done

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
"$node" "$package/scripts/build-bundle.mjs" "$root/mover.cjs"
# touch and df of coreutils, and tar: busybox has them too, but touch only to the second
"$clusters" image rootfs "$root/fs" rsync "$(readlink -f "$(command -v stunnel)")=/usr/bin/stunnel" \
  touch df tar zstd deb:attr "$node=/usr/bin/node" /etc/ssl/certs/ca-certificates.crt busybox
install -D -m 0644 "$root/mover.cjs" "$root/fs/app/mover.cjs"
"$clusters" image build "$name" "$root/fs" --entrypoint node --entrypoint /app/mover.cjs \
  --env NODE_ENV=production --env SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
  --label org.opencontainers.image.title=direct-migration-mover --label org.opencontainers.image.licenses=Apache-2.0 "$@"
