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
  createDirectMigrationMigrationConditionalDecision,
  directMigrationMigrationConditions,
} from '@direct-migration/backstage-plugin-direct-migration-node';
import { directMigrationMigrationReadPermission } from '@direct-migration/backstage-plugin-direct-migration-common';
import { until } from '../__testUtils__/settle';
import { OTHER, startPlugin } from '../__testUtils__/startPlugin';
import type { StepResult } from '../engines/types';

jest.setTimeout(60_000);

const verification = {
  mode: 'sampled',
  algorithm: 'sha256',
  seed: 'abcd',
  entries: 7,
  files: 5,
  bytes: 100,
  contentFiles: 3,
  contentBytes: 60,
  digest: { source: 'a'.repeat(64), target: 'b'.repeat(64) },
  mismatches: [
    { path: '=HYPERLINK("x")', differences: ['size', 'mtime'] },
    { path: 'new\nline,"quoted"', differences: ['content'] },
    { path: 'lat\\#374in', differences: ['missing'] },
  ],
  mismatchCount: 1003,
  changed: ['@log'],
  changedCount: 1,
  extraCount: 2,
  notCompared: [],
};

const outcome: StepResult = {
  kind: 'partiallyFailed',
  error: { code: 'VERIFY_MISMATCH', message: 'They differ', hint: 'Look' },
  progress: { bytesDone: 100, filesDone: 5 },
  result: {
    verification,
    failedFiles: [{ path: '-secret', message: 'open: Permission denied (13)' }],
    failedFilesOmitted: 4,
    warnings: ['the application still writes'],
  },
};

describe('what is kept of a migration', () => {
  let harness: Awaited<ReturnType<typeof startPlugin>>;
  let migrationId: string;
  let volumeId: string;
  let imageId: string;

  beforeAll(async () => {
    harness = await startPlugin({
      policy: {
        [directMigrationMigrationReadPermission.name]: caller =>
          createDirectMigrationMigrationConditionalDecision(
            directMigrationMigrationReadPermission,
            directMigrationMigrationConditions.isInitiator({
              initiators: [caller],
            }),
          ),
      },
    });
    harness.clusters.engines.volume.onStep = async context => {
      await context.keepLog({
        attempt: context.attempt,
        pod: 'dm-1-1-sender',
        component: 'sender',
        truncated: true,
        content: '{"type":"result"}\n<script>\n',
      });
      return outcome;
    };
    harness.clusters.engines.image.onStep = async () => ({
      kind: 'succeeded',
      result: {
        tags: [{ tag: '1.0', state: 'copied', digest: 'sha256:1234' }],
        bytesUploaded: 9,
      },
    });
    const planId = await harness.createPlan();
    const { body } = await harness.post('/migrations', {
      planId,
      type: 'stage',
    });
    const migration = await harness.finished(body.id);
    migrationId = migration.id;
    volumeId = migration.items[0].id;
    imageId = migration.items[1].id;
  });
  afterAll(() => harness.backend.stop());

  it('is a report as JSON', async () => {
    const { body, status } = await harness.get(
      `/migrations/${migrationId}/report`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      migrationId,
      state: 'partiallyFailed',
      items: [
        {
          kind: 'volume',
          state: 'partiallyFailed',
          error: { code: 'VERIFY_MISMATCH' },
          verification,
          failedFilesOmitted: 4,
          warnings: ['the application still writes'],
        },
        {
          kind: 'image',
          state: 'succeeded',
          failedFiles: [],
          tags: [{ tag: '1.0', digest: 'sha256:1234' }],
        },
      ],
    });
  });

  it('is a report as CSV, in which no name is a formula and none breaks a line', async () => {
    const { headers, text } = await harness.get(
      `/migrations/${migrationId}/report?format=csv`,
    );
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain(
      `filename="migration-${migrationId}.csv"`,
    );
    const lines = text.trimEnd().split('\r\n');
    const heading = lines[0].split(',');
    expect(lines.map(line => line.split(',')[0])).toEqual([
      'record',
      'item',
      'failed',
      'mismatch',
      'mismatch',
      'mismatch',
      'changed',
      'item',
      'tag',
    ]);
    const item = lines[1].split(',');
    const cell = (name: string) => item[heading.indexOf(name)];
    expect(cell('mismatchCount')).toBe('1003');
    expect(cell('seed')).toBe('abcd');
    expect(cell('targetDigest')).toBe('b'.repeat(64));
    expect(lines[2]).toContain(",'-secret,");
    expect(lines[3]).toContain(',"\'=HYPERLINK(""x"")",size mtime,');
    expect(lines[4]).toContain(',"new\\#012line,""quoted""",content,');
    expect(lines[5]).toContain(',lat\\#374in,missing,');
    expect(lines[6]).toContain(",'@log,");
  });

  it('is the logs of the pods, as plain text', async () => {
    const logs = `/migrations/${migrationId}/items/${volumeId}/logs`;
    const { headers, text } = await harness.get(logs);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text).toBe(
      '==> sender, attempt 1, pod dm-1-1-sender <==\n[what came before was not kept]\n{"type":"result"}\n<script>\n\n',
    );
    expect((await harness.get(`${logs}?attempt=1`)).text).toBe(text);
    expect((await harness.get(`${logs}?attempt=2`)).text).toBe('');
    expect(
      (await harness.get(`/migrations/${migrationId}/items/${imageId}/logs`))
        .text,
    ).toBe('');
  });

  it('is the same logs as JSON', async () => {
    const { body } = await harness.get(
      `/migrations/${migrationId}/items/${volumeId}/logs?format=json`,
    );
    expect(body).toEqual({
      logs: [
        {
          attempt: 1,
          pod: 'dm-1-1-sender',
          component: 'sender',
          live: false,
          truncated: true,
          content: '{"type":"result"}\n<script>\n',
        },
      ],
      problems: [],
    });
  });

  it('is, while the item runs, also what its pods have written up to now', async () => {
    const before = harness.clusters.engines.volume.onStep;
    let end = () => {};
    const ended = new Promise<void>(resolve => {
      end = resolve;
    });
    harness.clusters.engines.volume.onStep = async context => {
      await context.keepLog({
        attempt: 1,
        pod: 'kept',
        component: 'sender',
        truncated: false,
        content: 'kept\n',
      });
      await ended;
      return { kind: 'succeeded' };
    };
    const log = {
      attempt: 1,
      component: 'receiver',
      live: true,
      truncated: true,
    };
    harness.clusters.live = {
      logs: [
        { ...log, pod: 'runs', content: 'so far\n' },
        { ...log, pod: 'kept', content: 'read later than it was kept\n' },
        { ...log, pod: 'silent', content: '' },
        { ...log, pod: 'second', attempt: 2, content: 'again\n' },
      ],
      problems: [
        {
          code: 'CLUSTER_UNREACHABLE',
          message: 'East cannot be reached',
          hint: 'Look',
        },
      ],
    };
    const planId = await harness.createPlan({ name: 'Followed' });
    const { body: begun } = await harness.post('/migrations', {
      planId,
      type: 'stage',
    });
    const logs = `/migrations/${begun.id}/items/${begun.items[0].id}/logs`;
    await until(async () => (await harness.get(logs)).text.includes('kept'));
    const { body } = await harness.get(`${logs}?format=json`);
    expect(body.logs).toMatchObject([
      { attempt: 1, pod: 'kept', live: false, content: 'kept\n' },
      { attempt: 1, pod: 'runs', live: true, content: 'so far\n' },
      { attempt: 2, pod: 'second', live: true, content: 'again\n' },
    ]);
    expect(body.problems).toEqual(harness.clusters.live.problems);
    expect((await harness.get(`${logs}?attempt=1`)).text).toBe(
      [
        '==> sender, attempt 1, pod kept <==\nkept\n\n',
        '==> receiver, attempt 1, pod runs, live <==\n[what came before is left out]\nso far\n\n',
        '==> what runs now could not all be read: East cannot be reached (CLUSTER_UNREACHABLE) <==\n',
      ].join(''),
    );

    end();
    await harness.finished(begun.id);
    expect((await harness.get(logs)).text).toBe(
      '==> sender, attempt 1, pod kept <==\nkept\n\n',
    );
    harness.clusters.engines.volume.onStep = before;
  });

  it('is shown only to who may read the migration', async () => {
    for (const path of [
      'report',
      `items/${volumeId}/logs`,
      `items/${volumeId}/logs?format=json`,
    ]) {
      const { body, status } = await harness.get(
        `/migrations/${migrationId}/${path}`,
        OTHER,
      );
      expect(status).toBe(404);
      expect(body.error.code).toBe('MIGRATION_NOT_FOUND');
    }
  });

  it.each([
    ['items/none/logs', 404, 'ITEM_NOT_FOUND'],
    ['items/none/logs?attempt=0', 400, 'INVALID_INPUT'],
    ['items/none/logs?format=xml', 400, 'INVALID_INPUT'],
    ['items/none/logs?attempt=x', 400, 'INVALID_INPUT'],
    ['report?format=pdf', 400, 'INVALID_INPUT'],
    ['report?other=1', 400, 'INVALID_INPUT'],
  ])('refuses %s', async (path, status, code) => {
    const answer = await harness.get(`/migrations/${migrationId}/${path}`);
    expect(answer.status).toBe(status);
    expect(answer.body.error.code).toBe(code);
  });
});
