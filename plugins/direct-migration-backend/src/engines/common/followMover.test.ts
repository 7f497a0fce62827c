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

import type { Progress } from '@direct-migration/backstage-plugin-direct-migration-common';
import { until } from '../../__testUtils__/settle';
import type { Pod } from '../../kubernetes/clientNode';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { followMover } from './followMover';

const running = {
  metadata: { name: 'sender', namespace: 'shop' },
  status: { phase: 'Running' },
} as Pod;
const line = (value: object) => JSON.stringify(value);
const progress = (bytesDone: number) =>
  line({ type: 'progress', bytesDone, filesDone: 0 });

/** A log that gets its lines from the test, and a pod that runs until the test ends it. */
class FakeMover {
  readonly reported: Array<string | Progress> = [];
  #lines: string[] = [];
  #ended = false;

  readonly client = {
    podLog: async function* podLog(this: unknown) {},
    waitFor: async () => {
      await until(() => this.#ended);
      return { met: false, objects: [running] };
    },
  } as unknown as ClusterClient;

  constructor(lines: string[]) {
    this.#lines = lines;
    this.client.podLog = options => this.#log(options.signal!);
  }

  write(...lines: string[]): void {
    this.#lines.push(...lines);
  }

  end(): void {
    this.#ended = true;
  }

  follow(phase?: string) {
    return followMover({
      client: this.client,
      pod: running,
      windowMs: 1_000,
      signal: new AbortController().signal,
      phase,
      onPhase: seen => this.reported.push(seen),
      onProgress: seen => this.reported.push(seen),
    });
  }

  async *#log(signal: AbortSignal): AsyncIterable<string> {
    while (!signal.aborted) {
      const next = this.#lines.shift();
      if (next) {
        yield next;
      } else {
        await until(() => this.#lines.length > 0 || signal.aborted);
      }
    }
  }
}

describe('followMover', () => {
  it('passes on what the mover does while it does it, but not its past', async () => {
    const mover = new FakeMover([
      line({ type: 'phase', phase: 'scanning' }),
      line({ type: 'phase', phase: 'connecting' }),
      line({ type: 'phase', phase: 'copying' }),
      progress(1),
      progress(2),
    ]);
    const following = mover.follow();
    await until(() => mover.reported.length > 0);
    expect(mover.reported).toEqual(['copying', { bytesDone: 2, filesDone: 0 }]);
    mover.write(line({ type: 'phase', phase: 'finishing' }));
    await until(() => mover.reported.length > 2);
    expect(mover.reported.slice(2)).toEqual([
      'finishing',
      { bytesDone: 2, filesDone: 0 },
    ]);
    mover.end();
    expect(await following).toMatchObject({
      ended: false,
      phase: 'finishing',
      progress: { bytesDone: 2 },
    });
  });

  it('keeps the phase of an earlier window while the log holds none', async () => {
    const mover = new FakeMover([progress(7)]);
    const following = mover.follow('scanning');
    await until(() => mover.reported.length > 0);
    expect(mover.reported).toEqual([
      'scanning',
      { bytesDone: 7, filesDone: 0 },
    ]);
    mover.end();
    expect(await following).toMatchObject({ phase: 'scanning' });
  });
});
