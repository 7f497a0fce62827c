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

import type { Pod } from '../../kubernetes/clientNode';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type { ItemLog } from '../../database/LogsStore';
import { keepLog } from './keepLog';

const pod = {
  metadata: {
    name: 'dm-1-2-sender',
    namespace: 'shop',
    labels: {
      'direct-migration.io/attempt': '2',
      'direct-migration.io/component': 'sender',
    },
  },
} as unknown as Pod;
const json = (value: object) => JSON.stringify(value);

async function kept(
  lines: string[] | Error,
  signal = new AbortController().signal,
): Promise<ItemLog[]> {
  const logs: ItemLog[] = [];
  await keepLog({
    context: {
      attempt: 9,
      logger: { debug: jest.fn() } as never,
      signal,
      keepLog: async log => {
        logs.push(log);
      },
    },
    client: {
      podLog: async function* podLog() {
        if (lines instanceof Error) {
          throw lines;
        }
        yield* lines;
      },
    } as unknown as ClusterClient,
    pod,
  });
  return logs;
}

describe('keepLog', () => {
  it('keeps what was said, and of progress what came before something else', async () => {
    const [log] = await kept([
      json({ type: 'phase', phase: 'copying' }),
      json({ type: 'progress', bytesDone: 1 }),
      json({ type: 'progress', bytesDone: 2 }),
      'a line of nobody',
      json({ type: 'progress', bytesDone: 3 }),
    ]);
    expect(log).toEqual({
      attempt: 2,
      pod: 'dm-1-2-sender',
      component: 'sender',
      truncated: false,
      content: [
        json({ type: 'phase', phase: 'copying' }),
        json({ type: 'progress', bytesDone: 2 }),
        'a line of nobody',
        json({ type: 'progress', bytesDone: 3 }),
        '',
      ].join('\n'),
    });
  });

  it('keeps the end of a long one, and of a long line', async () => {
    const lines = Array.from(
      { length: 5000 },
      (_, i) => `${i} ${'x'.repeat(100)}`,
    );
    const [log] = await kept(lines);
    expect(log.truncated).toBe(true);
    expect(log.content.length).toBeLessThanOrEqual(256 * 1024);
    expect(log.content.endsWith(`${lines[4999]}\n`)).toBe(true);
    expect(lines).toContain(log.content.split('\n')[0]);

    const [huge] = await kept([`${'y'.repeat(2 ** 20)}end`]);
    expect(huge).toMatchObject({ truncated: true });
    expect(huge.content.length).toBe(256 * 1024);
    expect(huge.content.endsWith('yend\n')).toBe(true);
  });

  it('keeps nothing of a pod without a log, and never fails', async () => {
    expect(await kept([])).toEqual([]);
    expect(await kept(new Error('gone'))).toEqual([]);
    expect(await kept(['line'], AbortSignal.abort())).toEqual([]);
  });
});
