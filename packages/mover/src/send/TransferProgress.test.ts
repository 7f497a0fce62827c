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

import { RsyncOutput } from './RsyncOutput';
import { TransferProgress } from './TransferProgress';

const scan = {
  files: 100,
  directories: 10,
  bytes: 1000,
  allocatedBytes: 4096,
  sparse: false,
  unreadable: 0,
};

describe('TransferProgress', () => {
  it('only grows, over several tries, and never beyond the whole', () => {
    let now = 0;
    const progress = new TransferProgress(scan, () => now);
    progress.startRound();
    now += 1000;
    expect(
      progress.update({ bytes: 400, filesTransferred: 40, checked: 0.5 }),
    ).toEqual({
      bytesDone: 400,
      bytesTotal: 1000,
      filesDone: 50,
      filesTotal: 100,
      bytesPerSecond: 400,
    });
    progress.startRound();
    expect(
      progress.update({ bytes: 0, filesTransferred: 0, checked: 0 }),
    ).toMatchObject({ bytesDone: 400, filesDone: 50 });
    now += 1000;
    expect(
      progress.update({ bytes: 200, filesTransferred: 20, checked: 0.8 }),
    ).toMatchObject({
      bytesDone: 600,
      filesDone: 80,
      bytesPerSecond: 300,
      etaSeconds: 2,
    });
    expect(
      progress.update({ bytes: 5000, filesTransferred: 20, checked: 1 }),
    ).toMatchObject({ bytesDone: 1000 });
  });

  it('says in the end what is really there', () => {
    const progress = new TransferProgress(scan, () => 0);
    progress.update({ bytes: 700, filesTransferred: 1, checked: 1 });
    expect(progress.finish(3)).toMatchObject({
      bytesDone: 700,
      filesDone: 97,
      etaSeconds: 0,
    });
    expect(progress.finish(0)).toMatchObject({
      bytesDone: 1000,
      filesDone: 100,
    });
  });
});

describe('RsyncOutput', () => {
  it('reads progress and statistics, in whatever pieces they come', () => {
    const seen: number[] = [];
    const output = new RsyncOutput({
      onProgress: ({ bytes }) => seen.push(bytes),
    });
    const text =
      '          32768   0%    0.00kB/s    0:00:00  \r       30000000  74%  190.53MB/s    0:00:00 (xfr#1, to-chk=7/10)\n' +
      '\nNumber of files: 9 (reg: 5, dir: 2, link: 1, special: 1)\nNumber of regular files transferred: 4\n' +
      'Total file size: 40485775 bytes\nLiteral data: 40,485,764 bytes\nMatched data: 12 bytes\n';
    for (const character of text) {
      output.push(Buffer.from(character));
    }
    expect(seen).toEqual([32768, 30000000]);
    expect(output.progress).toEqual({
      bytes: 30000000,
      filesTransferred: 1,
      checked: expect.closeTo(0.3),
    });
    expect(output.statistics).toEqual({
      filesTransferred: 4,
      totalSize: 40485775,
      literalBytes: 40485764,
      matchedBytes: 12,
    });
  });
});
