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

/** Runs in a pod: fills `/volumes/data` with what is hard to copy. Argument: number of files, MiB in all. */
export const fillScript = String.raw`
const fs = require('fs'), path = require('path'), crypto = require('crypto');
const root = '/volumes/data', files = Number(process.argv[1]), bytes = Number(process.argv[2]) * 2 ** 20;
const big = Math.floor(bytes / 3), each = Math.floor((bytes - big) / files);
fs.writeFileSync(root + '/big.bin', crypto.randomBytes(big));
for (let i = 0; i < files; i++) {
  const dir = root + '/files/' + String(i % 50).padStart(2, '0');
  if (i < 50) fs.mkdirSync(dir, { recursive: true });
  fs.writeFileSync(dir + '/' + i + '.bin', crypto.randomBytes(1 + Math.floor(Math.random() * 2 * each)));
}
const odd = root + '/odd';
fs.mkdirSync(odd + '/empty', { recursive: true });
fs.writeFileSync(odd + '/with space', 'a'); fs.writeFileSync(odd + '/with\nnewline', 'b'); fs.writeFileSync(odd + '/grüße-日本-🚚', 'c');
fs.writeFileSync(odd + '/-leading-dash', 'd'); fs.writeFileSync(odd + '/' + 'n'.repeat(255), 'e');
fs.writeFileSync(Buffer.concat([Buffer.from(odd + '/not-utf8-'), Buffer.from([0xff, 0xfe, 0xc0])]), 'f');
fs.writeFileSync(odd + '/secret', 'only for 4711'); fs.chownSync(odd + '/secret', 4711, 4712); fs.chmodSync(odd + '/secret', 0o600);
fs.writeFileSync(odd + '/program', '#!/bin/sh\n'); fs.chmodSync(odd + '/program', 0o4755);
for (let i = 0; i < 10; i++) fs.linkSync(root + '/files/00/0.bin', odd + '/hard-' + i);
fs.symlinkSync('../big.bin', odd + '/relative'); fs.symlinkSync('/volumes/data/big.bin', odd + '/absolute'); fs.symlinkSync('nowhere', odd + '/dangling');
const sparse = fs.openSync(odd + '/sparse', 'w'); fs.writeSync(sparse, 'end', 64 * 2 ** 20); fs.closeSync(sparse);
fs.writeFileSync(root + '/index.html', 'moved by direct-migration\n');
fs.utimesSync(odd + '/secret', 1234567890.123456, 1234567890.654321); fs.utimesSync(odd + '/empty', 1000000000, 1000000000.5);
console.log('filled');
`;

/** Runs in a pod: prints one JSON line per entry of `/volumes/data`, with all that must be equal on both sides. */
export const manifestScript = String.raw`
const fs = require('fs'), crypto = require('crypto');
const inodes = new Map(), out = [];
function walk(dir, relative) {
  const stat = fs.lstatSync(dir, { bigint: true });
  const entry = { path: relative.toString('latin1'), type: Number(stat.mode & 0o170000n), mode: Number(stat.mode & 0o7777n), uid: Number(stat.uid), gid: Number(stat.gid), mtime: String(stat.mtimeNs) };
  if (stat.isSymbolicLink()) entry.target = fs.readlinkSync(dir, 'latin1');
  if (stat.isFile()) {
    entry.size = Number(stat.size);
    entry.sparse = stat.blocks * 512n < stat.size / 2n;
    const key = String(stat.ino);
    if (stat.nlink > 1n) { if (!inodes.has(key)) inodes.set(key, entry.path); entry.link = inodes.get(key); }
    const hash = crypto.createHash('sha256'), fd = fs.openSync(dir, 'r'), buffer = Buffer.alloc(2 ** 20);
    for (let n; (n = fs.readSync(fd, buffer, 0, buffer.length, null)) > 0; ) hash.update(buffer.subarray(0, n));
    fs.closeSync(fd); entry.sha256 = hash.digest('hex');
  }
  out.push(JSON.stringify(entry));
  if (stat.isDirectory()) for (const name of fs.readdirSync(dir, 'buffer').sort(Buffer.compare)) {
    if (relative.length === 0 && name.toString() === 'lost+found') continue;
    walk(Buffer.concat([dir, Buffer.from('/'), name]), relative.length ? Buffer.concat([relative, Buffer.from('/'), name]) : name);
  }
}
walk(Buffer.from('/volumes/data'), Buffer.alloc(0));
process.stdout.write(out.join('\n') + '\n');
`;

/** Runs in a pod: adds to `/volumes/data` what Node cannot make: ACLs are written as the attribute that the kernel keeps them in. */
export const attributesScript = String.raw`
const { execFileSync } = require('child_process');
const root = '/volumes/data/odd/';
const acl = (...entries) => {
  const bytes = Buffer.alloc(4 + entries.length * 8);
  bytes.writeUInt32LE(2);
  entries.forEach(([tag, perm, id = 0xffffffff], i) => { bytes.writeUInt16LE(tag, 4 + i * 8); bytes.writeUInt16LE(perm, 6 + i * 8); bytes.writeUInt32LE(id, 8 + i * 8); });
  return '0x' + bytes.toString('hex');
};
const set = (name, value, file) => execFileSync('setfattr', ['-n', name, '-v', value, '--', root + file]);
set('user.origin', 'east', 'with space');
set('system.posix_acl_access', acl([1, 6], [2, 4, 1234], [4, 4], [16, 4], [32, 0]), '-leading-dash');
set('system.posix_acl_default', acl([1, 7], [4, 5], [8, 7, 4321], [16, 7], [32, 0]), 'empty');
execFileSync('mkfifo', [root + 'fifo']);
console.log('set');
`;

/** Runs in a pod: prints getfattr's dump of a claim, and whether the FIFO is one. */
export const dumpScript = claim => String.raw`
const { execFileSync } = require('child_process');
const root = '/volumes/${claim}';
console.log(execFileSync('getfattr', ['-R', '-h', '-d', '-m', '^(user|system.posix_acl)', '-e', 'hex', '.'], { cwd: root, encoding: 'utf8' }).split('\n\n').sort().join('\n\n'));
console.log('fifo', require('fs').lstatSync(root + '/odd/fifo').isFIFO());
`;

/** Runs in a pod: each claim gets a file that no source has, and another content of the file `0`. */
export const changesScript = `
const fs = require('fs');
for (const volume of fs.readdirSync('/volumes'))
  for (const name of ['0', 'extra'])
    fs.writeFileSync('/volumes/' + volume + '/' + name, 'of the target');
`;

/** Runs in a pod: prints as JSON claim → name of a file → digest of its content. */
export const listScript = `
const fs = require('fs'), crypto = require('crypto');
const files = root => Object.fromEntries(fs.readdirSync(root).sort().map(name =>
  [name, crypto.createHash('sha256').update(fs.readFileSync(root + '/' + name)).digest('hex')]));
console.log(JSON.stringify(Object.fromEntries(fs.readdirSync('/volumes').map(name => [name, files('/volumes/' + name)]))));
`;
