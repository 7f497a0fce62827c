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

/** For `node -e` in a pod: fills every volume below /volumes. Arguments: number of files, bytes of each. */
export const fillScript = String.raw`
const fs = require('fs'), crypto = require('crypto');
const [files, size] = process.argv.slice(1).map(Number);
for (const volume of fs.readdirSync('/volumes')) {
  for (let i = 0; i < files; i++) {
    const folder = '/volumes/' + volume + '/' + String(Math.floor(i / 100)).padStart(4, '0');
    if (i % 100 === 0) fs.mkdirSync(folder);
    fs.writeFileSync(folder + '/' + i + '.bin', crypto.randomBytes(size));
  }
}
console.log('filled');
`;
