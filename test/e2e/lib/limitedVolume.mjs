/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { execFileSync } from 'node:child_process';
import { uniqueName } from './scenario.mjs';

/**
 * A volume with a real end for a claim that comes later, of the default storage class. Only the clusters of test/clusters
 * have such.
 *
 * @returns {{remove: () => void}} what removes it
 */
export function provideLimitedVolume(cluster, namespace, claim, mebibytes) {
  const volume = uniqueName('limited');
  const run = args =>
    execFileSync(process.env.CLUSTERS_COMMAND, args, { stdio: 'pipe' });
  run([
    ...['volume', 'make', cluster.name, volume, '--size', `${mebibytes}Mi`],
    ...['--class', 'hostpath', '--claim', `${namespace}/${claim}`],
  ]);
  return { remove: () => run(['volume', 'rm', cluster.name, volume]) };
}

/** Runs in a pod: random bytes at a place of the file `large` of a claim. */
export const writeLargeScript = (claim, bytes, at) => `
const fs = require('fs'), d = fs.openSync('/volumes/${claim}/large', fs.constants.O_RDWR | fs.constants.O_CREAT);
fs.writeSync(d, require('crypto').randomBytes(${bytes}), 0, ${bytes}, ${at}); fs.fsyncSync(d);
`;

/** Runs in a pod: prints how many bytes of a claim are free. */
export const freeBytesScript = claim => `
const { bavail, bsize } = require('fs').statfsSync('/volumes/${claim}');
console.log(bavail * bsize);
`;
