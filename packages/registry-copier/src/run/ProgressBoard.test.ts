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

import type { RegistryClient } from '../client/RegistryClient';
import type { CopyEvent } from '../model/events';
import type { ValidCopy } from '../model/validateCopy';
import type { BlobJob, BlobTarget, Plan, TagUnit } from '../plan/Plan';
import { ProgressBoard } from './ProgressBoard';

function copyOf(index: number): ValidCopy {
  const source = `a.test/${index}`;
  const target = `b.test/${index}`;
  return {
    index,
    copy: { source, target },
    source: { host: 'a.test', repository: String(index) },
    target: { host: 'b.test', repository: String(index) },
    excludes: [],
    digests: [],
    platforms: [],
    existing: 'overwrite',
  };
}

function jobOf(size: number, ...targets: BlobTarget[]): BlobJob {
  return {
    blob: { digest: `sha256:${size}`, size },
    client: { host: 'b.test' } as RegistryClient,
    sources: [],
    targets,
    places: new Set(),
  };
}

function unitOf(copy: ValidCopy, tag: string, ...jobs: BlobJob[]): TagUnit {
  const rest = { referrers: [], missingReferrers: [] };
  return { copy, tag, jobs, action: 'create', ...rest };
}

function boardOf(plan: Plan, copies: ValidCopy[], intervalMs = 0) {
  const events: CopyEvent[] = [];
  const clock = { now: 0 };
  const board = new ProgressBoard({
    plan,
    copies,
    intervalMs,
    emit: event => events.push(event),
    now: () => clock.now,
  });
  const take = (type: CopyEvent['type']) =>
    events.splice(0).filter(event => event.type === type);
  return { board, clock, take };
}

/** Two repositories that share a blob of 1,000 bytes; the second has one of its own of 50, which the target has. */
function shared() {
  const copies = [copyOf(0), copyOf(1)];
  const [first, second] = copies.map(copy => ({
    repository: copy.target.repository,
    copy,
    present: false,
  })) as BlobTarget[];
  const there: BlobTarget = { ...second, present: true, outcome: 'present' };
  const big = jobOf(1000, first, second);
  const small = jobOf(50, there);
  const units = [
    unitOf(copies[0], '1', big),
    unitOf(copies[1], '1', big),
    unitOf(copies[1], '2', big, small),
  ];
  const plan = { units, jobs: [big, small] };
  return { plan, copies, first, second, big, units };
}

describe('ProgressBoard', () => {
  it('tells all totals before anything moves, with what is there already done', () => {
    const { plan, copies } = shared();
    const { board, take } = boardOf(plan, copies);
    board.begin();
    const events = [...take('progress')];
    expect(events).toEqual([
      {
        type: 'progress',
        bytesDone: 0,
        bytesTotal: 1000,
        filesDone: 0,
        filesTotal: 1,
        bytesPerSecond: 0,
      },
    ]);
    board.begin();
    expect(take('copyProgress')).toEqual([
      {
        type: 'copyProgress',
        index: 0,
        source: 'a.test/0',
        target: 'b.test/0',
        tagsDone: 0,
        tagsTotal: 1,
        blobsDone: 0,
        blobsTotal: 1,
        bytesDone: 0,
        bytesTotal: 1000,
        bytesPerSecond: 0,
      },
      expect.objectContaining({
        index: 1,
        tagsTotal: 2,
        blobsDone: 1,
        blobsTotal: 2,
        bytesDone: 50,
        bytesTotal: 1050,
      }),
    ]);
    board.begin();
    expect(take('tagProgress')).toMatchObject([
      { index: 0, tag: '1', bytesTotal: 1000 },
      { index: 1, tag: '1', bytesTotal: 1000 },
      { index: 1, tag: '2', bytesTotal: 1050, bytesDone: 50 },
    ]);
  });

  it('counts a shared blob once in all, and in every repository and tag as it moves', () => {
    const { plan, copies, big, first, second, units } = shared();
    const { board, clock, take } = boardOf(plan, copies);
    board.begin();
    take('copy');
    clock.now = 2_000;
    board.move(big, 400);
    const moved = { bytesDone: 400, bytesPerSecond: 200, etaSeconds: 3 };
    expect(take('tagProgress')).toMatchObject([
      { index: 0, tag: '1', ...moved },
      { index: 1, tag: '1', ...moved },
      { index: 1, tag: '2', ...moved, bytesDone: 450 },
    ]);

    board.move(big, -400);
    expect(take('copyProgress')).toMatchObject([
      { index: 0, bytesDone: 0, blobsDone: 0 },
      { index: 1, bytesDone: 50, blobsDone: 1 },
    ]);

    board.move(big, 1000);
    first.outcome = 'uploaded';
    board.finishUpload(big);
    take('copy');
    expect(board.flush()).toMatchObject({ bytesDone: 1000, filesDone: 1 });
    board.tagDone(units[0]);
    board.copyDone(copies[0]);
    expect(take('copyProgress')).toMatchObject([
      { index: 0, tagsDone: 1, blobsDone: 1, bytesDone: 1000, etaSeconds: 0 },
    ]);

    // The second repository has it only with the mount.
    second.outcome = 'mounted';
    board.settle(big);
    board.flush();
    expect(take('copyProgress')).toMatchObject([
      { index: 0, blobsDone: 1 },
      { index: 1, blobsDone: 2, bytesDone: 1050 },
    ]);
  });

  it('takes the bytes back where a mount is refused or a blob fails, and expects the second upload', () => {
    const { plan, copies, big, first, second } = shared();
    const { board, take } = boardOf(plan, copies);
    board.move(big, 1000);
    first.outcome = 'uploaded';
    board.finishUpload(big);
    take('copy');
    board.expectAgain(big);
    board.move(big, 1);
    expect(take('copyProgress').slice(-2)).toMatchObject([
      { index: 0, bytesDone: 1000, blobsDone: 1 },
      { index: 1, bytesDone: 51, blobsDone: 1 },
    ]);
    board.move(big, -1);
    second.outcome = 'failed';
    board.settle(big);
    expect(board.flush()).toMatchObject({ bytesDone: 1000, bytesTotal: 2000 });
    expect(take('copyProgress').at(-1)).toMatchObject({
      index: 1,
      bytesDone: 50,
      blobsDone: 1,
    });
  });

  it('lets many parts report in turn, ten at a time, no more often than asked', () => {
    const copies = Array.from({ length: 25 }, (_, index) => copyOf(index));
    const targets = copies.map(copy => ({
      repository: copy.target.repository,
      copy,
      present: false,
    }));
    const big = jobOf(1000, ...targets);
    const units = copies.map(copy => unitOf(copy, '1', big));
    const { board, clock, take } = boardOf({ units, jobs: [big] }, copies, 100);
    board.begin();
    take('copy');
    const indexes: number[] = [];
    for (let i = 0; i < 6; i++) {
      clock.now += 50;
      board.move(big, 1);
      indexes.push(
        ...take('copyProgress').map(
          event => (event as { index: number }).index,
        ),
      );
    }
    expect(indexes).toEqual([...Array(25).keys(), 0, 1, 2, 3, 4]);
  });
});
