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

import {
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { ANSWER, BLOCK_SIZE, chosenBlocks, FRAME } from './blockProtocol';
import { serveBlocks } from './serveBlocks';

const parameters = (changes: object = {}) =>
  JSON.stringify({
    version: 1,
    size: 2 * BLOCK_SIZE,
    seed: 'ab',
    share: 1,
    ...changes,
  });

function frame(type: number, index: number, content: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header[0] = type;
  header.writeBigUInt64BE(BigInt(index), 1);
  header.writeUInt32BE(content.length, 9);
  return Buffer.concat([header, content]);
}

describe('serveBlocks', () => {
  let dir: string;
  let path: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'blocks-'));
    path = join(dir, 'device');
    writeFileSync(path, '');
    truncateSync(path, 3 * BLOCK_SIZE);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  async function serve(args: string[], frames: Buffer[]) {
    const input = new PassThrough({ highWaterMark: 64 * BLOCK_SIZE });
    const output = new PassThrough({ highWaterMark: 64 * BLOCK_SIZE });
    frames.forEach(part => input.write(part));
    input.end();
    const code = await serveBlocks(args, input, output);
    return { code, answer: output.read() as Buffer };
  }

  it('writes what it is sent to its place', async () => {
    const content = Buffer.alloc(BLOCK_SIZE, 'x');
    const { code, answer } = await serve(
      ['blocks', path, parameters()],
      [frame(FRAME.data, 1, content), Buffer.from([FRAME.end])],
    );
    expect(code).toBe(0);
    expect(answer[0]).toBe(ANSWER.digest);
    expect(answer.includes('{"written":1,"zeroed":0}')).toBe(true);
    const device = readFileSync(path);
    expect(device.subarray(BLOCK_SIZE, 2 * BLOCK_SIZE).equals(content)).toBe(
      true,
    );
    expect(device).toHaveLength(3 * BLOCK_SIZE);
  });

  it.each([
    ['beyond the source’s end', frame(FRAME.data, 2, Buffer.alloc(10, 1))],
    ['of another length', frame(FRAME.data, 0, Buffer.alloc(10, 1))],
    ['of no kind', frame(9, 0, Buffer.alloc(BLOCK_SIZE, 1))],
  ])('writes nothing of a block %s', async (_, bad) => {
    const { code } = await serve(['blocks', path, parameters()], [bad]);
    expect(code).toBe(1);
    expect(readFileSync(path).every(byte => byte === 0)).toBe(true);
  });

  it('does not call a broken connection a success', async () => {
    const { code, answer } = await serve(
      ['blocks', path, parameters()],
      [frame(FRAME.data, 0, Buffer.alloc(BLOCK_SIZE, 1)).subarray(0, 1000)],
    );
    expect(code).toBe(1);
    expect(String(answer)).not.toContain('written');
  });

  it.each([
    parameters({ version: 2 }),
    parameters({ size: 0 }),
    parameters({ size: 1e300 }),
    parameters({ share: 2 }),
    'null',
    'no json',
  ])('refuses %s', async text => {
    const { code, answer } = await serve(['blocks', path, text], []);
    expect(code).toBe(1);
    expect(answer[0]).toBe(ANSWER.error);
    expect(answer.toString()).toContain('CONFIG_INVALID');
  });

  it('says that a device ends too early', async () => {
    const { code, answer } = await serve(
      ['block-digests', path, parameters({ size: 4 * BLOCK_SIZE })],
      [],
    );
    expect(code).toBe(1);
    expect(answer.toString()).toContain('DEVICE_FAILED');
  });

  it('samples by the seed, the first and the last block always', () => {
    const choose = (seed: string) => [
      ...chosenBlocks({
        version: 1,
        size: 1000 * BLOCK_SIZE + 1,
        seed,
        share: 0.1,
      }),
    ];
    const chosen = choose('aa');
    expect(choose('aa')).toEqual(chosen);
    expect(choose('bb')).not.toEqual(chosen);
    expect(chosen[0]).toBe(0);
    expect(chosen[chosen.length - 1]).toBe(1000);
    expect(chosen.length).toBeGreaterThan(50);
    expect(chosen.length).toBeLessThan(160);
  });
});
