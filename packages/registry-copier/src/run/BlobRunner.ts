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

import { transferBlob } from '../blobs/transferBlob';
import type { Upload } from '../client/BlobApi';
import { retry } from '../client/retry';
import { RegistryError } from '../model/RegistryError';
import { needsUpload } from '../plan/Plan';
import type { BlobJob, BlobTarget } from '../plan/Plan';
import type { ProgressBoard } from './ProgressBoard';

/**
 * Brings blobs to where they are needed.
 *
 * @internal
 */
export class BlobRunner {
  constructor(
    private readonly options: {
      board: ProgressBoard;
      signal: AbortSignal;
      log: (level: 'info' | 'warn', message: string) => void;
    },
  ) {}

  /** Brings one blob to all repositories that need it. Never throws: errors are in the job's targets. */
  async run(job: BlobJob): Promise<void> {
    let planned = needsUpload(job);
    let from =
      job.targets.find(({ outcome }) => outcome === 'present')?.repository ??
      [...job.places][0];
    for (const target of job.targets) {
      if (target.outcome) {
        continue;
      }
      try {
        const mounted =
          from === undefined ? undefined : await this.mount(job, target, from);
        if (mounted !== 'mounted') {
          if (!planned) {
            this.options.board.expectAgain(job);
          }
          planned = false;
          await this.upload(job, target, mounted);
        }
        target.outcome = mounted === 'mounted' ? 'mounted' : 'uploaded';
        from ??= target.repository;
      } catch (error) {
        target.outcome = 'failed';
        target.error = error;
      }
      this.options.board.settle(job);
    }
  }

  private async mount(
    job: BlobJob,
    target: BlobTarget,
    from: string,
  ): Promise<'mounted' | Upload | undefined> {
    const { client, blob } = job;
    const { signal } = this.options;
    const { repository } = target;
    return await retry(
      () =>
        client.blobs.mount({ repository, digest: blob.digest, from, signal }),
      {
        policy: client.policy,
        signal,
      },
    );
  }

  /** Tries one source after the other; other sources are worth it only if this one's content is missing or damaged. */
  private async upload(
    job: BlobJob,
    target: BlobTarget,
    begun?: Upload,
  ): Promise<void> {
    const { sources } = job;
    let upload = begun;
    for (const [i, source] of sources.entries()) {
      try {
        await this.uploadFrom(job, target, { source, upload });
        this.options.board.finishUpload(job);
        return;
      } catch (error) {
        upload = undefined;
        const elsewhere =
          error instanceof RegistryError &&
          ['NOT_FOUND', 'CORRUPT'].includes(error.code);
        if (!elsewhere || i === sources.length - 1) {
          throw error;
        }
        this.options.log(
          'warn',
          `${error.message}; taking it from another repository`,
        );
      }
    }
  }

  private async uploadFrom(
    job: BlobJob,
    target: BlobTarget,
    first: { source: BlobJob['sources'][number]; upload?: Upload },
  ): Promise<void> {
    const { board, signal, log } = this.options;
    const { client, blob } = job;
    let { upload } = first;
    let again = false;
    await retry(
      async () => {
        // The last try may have arrived after all, with only the answer lost.
        if (
          again &&
          (await client.blobs.exists(target.repository, blob.digest))
        ) {
          board.move(job, blob.size);
          return;
        }
        again = true;
        let moved = 0;
        try {
          await transferBlob({
            source: first.source,
            target: { client, repository: target.repository },
            blob,
            upload,
            signal,
            onBytes: bytes => {
              moved += bytes;
              board.move(job, bytes);
            },
            onResume: (error, offset) =>
              log('warn', `${error.message}; going on at byte ${offset}`),
          });
        } catch (error) {
          board.move(job, -moved);
          throw error;
        } finally {
          upload = undefined;
        }
      },
      {
        policy: client.policy,
        signal,
        onRetry: (error, delayMs) =>
          log(
            'warn',
            `${error.message}; trying again in ${(delayMs / 1000).toFixed(
              1,
            )} s`,
          ),
      },
    );
  }
}
