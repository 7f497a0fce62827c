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

import { readTail } from './readTail';

/** A kubelet with a log of these lines. */
function kubelet(all: string[]) {
  const asked: number[] = [];
  return {
    asked,
    async *podLog(options: { tailLines?: number; limitBytes?: number }) {
      asked.push(options.tailLines!);
      const text = all
        .slice(-options.tailLines!)
        .map(line => `${line}\n`)
        .join('');
      yield* Buffer.from(text)
        .subarray(0, options.limitBytes)
        .toString()
        .replace(/\n$/, '')
        .split('\n');
    },
  };
}

const lines = (count: number, length = 10) =>
  Array.from({ length: count }, (_, i) => String(i).padStart(length, '.'));

describe('readTail', () => {
  const read = (client: ReturnType<typeof kubelet>) =>
    readTail({
      client,
      namespace: 'shop',
      name: 'pod',
      container: 'mover',
      maxLines: 100,
      maxBytes: 2 ** 20,
      signal: new AbortController().signal,
    });

  it('is all of a short log', async () => {
    expect(await read(kubelet(lines(99)))).toEqual({
      lines: lines(99),
      cut: false,
    });
  });

  it('is the last lines of a long one', async () => {
    const client = kubelet(lines(1_000));
    expect(await read(client)).toEqual({
      lines: lines(1_000).slice(-100),
      cut: true,
    });
    expect(client.asked).toEqual([100]);
  });

  it('ends with the last line even where lines are so long that the limit cuts off the end', async () => {
    const client = kubelet(lines(1_000, 16 * 1024));
    const tail = await read(client);
    expect(client.asked).toEqual([100, 63]);
    expect(tail.cut).toBe(true);
    expect(tail.lines.at(-1)).toBe(lines(1_000, 16 * 1024).at(-1));
  });
});
