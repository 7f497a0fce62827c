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

import { Gathering } from './Gathering';

const never = new AbortController().signal;
const names = async (members: string[]) => members.sort().join();

describe('Gathering', () => {
  it('brings together those that are in the hall', async () => {
    const gathering = new Gathering<string, string>({
      quietMs: 5,
      longestMs: 60_000,
    });
    const visits = ['a', 'b', 'c'].map(name => ({
      name,
      visit: gathering.enter('run'),
    }));
    const other = gathering.enter('another run');
    const made = await Promise.all(
      visits.map(({ name, visit }) => visit.arrive('x', name, names, never)),
    );
    expect(made).toEqual(['a,b,c', 'a,b,c', 'a,b,c']);
    // and again, at the next place; one leaves meanwhile
    const [first, second, third] = visits;
    const next = [first, second].map(({ name, visit }) =>
      visit.arrive('y', name, names, never),
    );
    third.visit.leave();
    expect(await Promise.all(next)).toEqual(['a,b', 'a,b']);
    expect(await other.arrive('x', 'd', names, never)).toBeUndefined();
  });

  it('keeps those apart that go to different places', async () => {
    const gathering = new Gathering<string, string>({ quietMs: 5 });
    const made = await Promise.all(
      ['x1', 'x2', 'y1'].map(name =>
        gathering.enter('run').arrive(name[0], name, names, never),
      ),
    );
    expect(made).toEqual(['x1,x2', 'x1,x2', undefined]);
  });

  it('does not wait for ever for one that is on its way', async () => {
    const gathering = new Gathering<string, string>({
      quietMs: 60_000,
      longestMs: 20,
    });
    gathering.enter('run');
    expect(
      await Promise.all(
        ['a', 'b'].map(name =>
          gathering.enter('run').arrive('x', name, names, never),
        ),
      ),
    ).toEqual(['a,b', 'a,b']);
  });

  it('goes on without one that is told to stop, and with no more than a pod can hold', async () => {
    const gathering = new Gathering<string, number>({ quietMs: 5 });
    const count = async (members: string[]) => members.length;
    const stopped = new AbortController();
    const gone = gathering
      .enter('run')
      .arrive('x', 'first', count, stopped.signal);
    const rest = Array.from({ length: 13 }, () =>
      gathering.enter('run').arrive('x', 'there', count, never),
    );
    const last = gathering
      .enter('run')
      .arrive('x', 'gone too', count, stopped.signal);
    stopped.abort(new Error('canceled'));
    await expect(last).rejects.toThrow('canceled');
    // it had gone with the first ten
    expect(await gone).toBe(10);
    expect(await Promise.all(rest)).toEqual([
      ...Array.from({ length: 9 }, () => 10),
      ...Array.from({ length: 4 }, () => 4),
    ]);
    await expect(
      gathering.enter('run').arrive('x', 'gone', count, stopped.signal),
    ).rejects.toThrow('canceled');
  });

  it('tells each of them that it failed', async () => {
    const gathering = new Gathering<string, string>({ quietMs: 5 });
    const fail = () => Promise.reject(new Error('no'));
    const results = await Promise.allSettled(
      ['a', 'b'].map(name =>
        gathering.enter('run').arrive('x', name, fail, never),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
  });
});
