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
import { mockCredentials } from '@backstage/backend-test-utils';
import { OTHER, planInput, startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

describe('POST /plans with an idempotency key', () => {
  let harness: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    harness = await startPlugin();
  });

  afterEach(async () => {
    await harness.backend.stop();
  });

  const post = (key: string, input: object = planInput, caller?: string) =>
    harness.post(
      `/plans?idempotencyKey=${key}`,
      input,
      caller ?? mockCredentials.user.header(),
    );

  it('gives one plan to who asks twice, even at the same moment', async () => {
    const answers = await Promise.all([post('a:1'), post('a:1'), post('a:1')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await harness.get('/plans')).body.items).toHaveLength(1);
  });

  it('keeps callers and keys apart', async () => {
    const ids = [
      await post('a'),
      await post('b'),
      await post('a', planInput, OTHER),
    ].map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(3);
  });

  it('refuses the key for another plan', async () => {
    const { body: first } = await post('a');
    const answer = await post('a', { ...planInput, name: 'Another' });
    expect(answer.status).toBe(409);
    expect(answer.body.error).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      field: 'idempotencyKey',
      message: expect.stringContaining(first.id),
    });
    expect((await harness.get('/plans')).body.items).toEqual([first]);
  });

  it('frees the key with the plan', async () => {
    const { body: first } = await post('a');
    await harness.del(`/plans/${first.id}?confirm=delete`);
    const { body: second } = await post('a');
    expect(second.id).not.toBe(first.id);
  });
});
