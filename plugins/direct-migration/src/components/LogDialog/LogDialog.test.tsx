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

import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import type { ItemLogs } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { exampleApi, exampleMigration } from '../../../dev/fixtures';
import { directMigrationApiRef } from '../../api';
import { saveBlob } from '../../saveBlob';
import { LogDialog } from './LogDialog';

jest.mock('../../saveBlob', () => ({ saveBlob: jest.fn() }));

const TIMEOUT = { timeout: 30_000 };
jest.setTimeout(120_000);

const log = {
  attempt: 1,
  pod: 'dm-1-1-sender',
  component: 'sender',
  live: true,
  truncated: false,
};

/** A dialog of a running item, and a way to end the item. */
function renderDialog(answer: () => ItemLogs) {
  const api = {
    ...exampleApi(),
    getItemLogs: jest.fn(async () => answer()),
    exportItemLogs: jest.fn(async () => new Blob(['everything'])),
  };
  const running = exampleMigration('running').items[0];
  const ended = exampleMigration('succeeded').items[0];
  let finish = () => {};
  function Item() {
    const [item, setItem] = useState(running);
    finish = () => setItem({ ...ended, id: running.id });
    return <LogDialog item={item} />;
  }
  renderInTestApp(<Item />, {
    apis: [[directMigrationApiRef, api], mockApis.permission()],
  });
  return { api, finish: () => act(() => finish()) };
}

const region = () =>
  screen.findByRole('log', { name: 'Logs of shop/data → shop/data' }, TIMEOUT);

describe('LogDialog', () => {
  it('shows what is written, as it is written, until the item has ended', async () => {
    let answer: ItemLogs = { logs: [], problems: [] };
    const { finish } = renderDialog(() => answer);
    await userEvent.click(
      await screen.findByRole('button', { name: /^Logs of/ }, TIMEOUT),
    );
    expect(await screen.findByRole('status', {}, TIMEOUT)).toHaveTextContent(
      'No pod of this item is running',
    );
    answer = {
      logs: [],
      problems: [{ code: 'CLUSTER_UNREACHABLE', message: 'West is away' }],
    };
    await waitFor(
      () => expect(screen.getByRole('status')).toHaveTextContent('not known'),
      TIMEOUT,
    );
    answer = { logs: [{ ...log, content: 'one\n' }], problems: [] };
    expect(await region()).toHaveTextContent(
      'sender, attempt 1, pod dm-1-1-senderLiveone',
    );
    expect(screen.getByRole('status')).toHaveTextContent('Live:');

    answer = {
      logs: [{ ...log, truncated: true, content: 'one\ntwo\n' }],
      problems: [
        { code: 'CLUSTER_UNREACHABLE', message: 'West is away', hint: 'Look' },
      ],
    };
    await waitFor(
      () => expect(screen.getByRole('log')).toHaveTextContent('one two'),
      TIMEOUT,
    );
    expect(screen.getByRole('log')).toHaveTextContent('What came before');
    const notice = screen.getByRole('alert');
    expect(notice).toHaveTextContent('Not everything can be read');
    expect(notice).toHaveTextContent('West is away');

    answer = {
      logs: [{ ...log, live: false, content: 'one\ntwo\nthree\n' }],
      problems: [],
    };
    finish();
    await waitFor(
      () => expect(screen.getByRole('log')).toHaveTextContent('three'),
      TIMEOUT,
    );
    expect(within(screen.getByRole('log')).getByText('Ended')).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('It has ended');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.queryByRole('switch', { name: 'Follow' })).toBeNull();
  });

  it('stays at the end, unless the reader has scrolled up', async () => {
    let lines = 1;
    const { api } = renderDialog(() => ({
      logs: [{ ...log, content: 'line\n'.repeat(lines) }],
      problems: [],
    }));
    // jsdom has no layout: 20 pixels for each line, of which five are seen.
    const height = jest
      .spyOn(Element.prototype, 'scrollHeight', 'get')
      .mockImplementation(() => lines * 20);
    const seen = jest
      .spyOn(Element.prototype, 'clientHeight', 'get')
      .mockReturnValue(100);
    const grown = async (count: number) => {
      lines = count;
      const calls = api.getItemLogs.mock.calls.length;
      await waitFor(
        () =>
          expect(
            screen.getByRole('log').textContent?.match(/line/g),
          ).toHaveLength(count),
        TIMEOUT,
      );
      expect(api.getItemLogs.mock.calls.length).toBeGreaterThan(calls);
    };
    try {
      await userEvent.click(
        await screen.findByRole('button', { name: /^Logs of/ }, TIMEOUT),
      );
      const log1 = await region();
      expect(log1).toHaveAttribute('tabindex', '0');
      await grown(50);
      expect(log1.scrollTop).toBe(1_000);

      log1.scrollTop = 300;
      fireEvent.scroll(log1);
      await grown(60);
      expect(log1.scrollTop).toBe(300);

      await userEvent.click(screen.getByRole('button', { name: 'To the end' }));
      expect(log1.scrollTop).toBe(1_200);
      await grown(70);
      expect(log1.scrollTop).toBe(1_400);
      expect(screen.queryByRole('button', { name: 'To the end' })).toBeNull();
    } finally {
      height.mockRestore();
      seen.mockRestore();
    }
  });

  it('downloads everything, and says why it cannot', async () => {
    const save = jest.mocked(saveBlob);
    const { api } = renderDialog(() => ({ logs: [], problems: [] }));
    await userEvent.click(
      await screen.findByRole('button', { name: /^Logs of/ }, TIMEOUT),
    );
    const button = await screen.findByRole('button', { name: 'Download all' });
    await userEvent.click(button);
    await waitFor(() => expect(save).toHaveBeenCalled(), TIMEOUT);
    expect(save.mock.calls[0][1]).toBe('migration-item-volume.log');

    api.exportItemLogs.mockRejectedValue(new Error('The backend is away'));
    await userEvent.click(button);
    expect(await screen.findByRole('alert', {}, TIMEOUT)).toHaveTextContent(
      'The backend is away',
    );
  });
});
