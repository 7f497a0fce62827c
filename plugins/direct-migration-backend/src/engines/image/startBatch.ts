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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../../errors/MigrationError';
import type { Job, Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import type { MoverImage } from '../common/buildMoverPod';
import { hasEnded } from '../common/followMover';
import { LABELS } from '../common/labels';
import { ownerOf } from '../common/ownerOf';
import type { ItemContext, Sibling, StepResult } from '../types';
import {
  batchIdentity,
  batchSelector,
  indexInBatch,
  readEntries,
  type BatchEntry,
  type BatchIdentity,
} from './batch';
import { buildCopierConfig, type PreparedImage } from './buildCopierConfig';
import { buildConfigSecret, buildCopierJob } from './buildCopierJob';
import type { ClusterPair } from './copierPlace';
import { ensureNamespaces } from './ensureNamespaces';
import { olderImages } from './olderImages';
import { removeBatch } from './removeBatch';

type ImageSpec = Plan['images'][number];
type Continue = Extract<StepResult, { kind: 'continue' }>;

/** A copier that was stopped is waited for no longer than this: two at the same time do no harm, only double work. */
const STOPPED_POD_MS = 30_000;

/** A copier that runs or has run. @internal */
export interface FoundBatch {
  batch: BatchIdentity;
  job: Job;
}

/** What starting a batch needs. @internal */
export interface StartOptions {
  context: ItemContext;
  clusters: ClusterPair;
  /** The side on which copiers run, and the namespace there. */
  runOn: 'target' | 'source';
  namespace: string;
  mover: MoverImage;
}

/**
 * The copier that does this try at this item: the one that there is, or a new one, which does all images of the migration
 * that nobody does yet.
 *
 * @returns what is to be waited for before it can be begun
 * @internal
 */
export async function findOrStartBatch(
  options: StartOptions,
): Promise<FoundBatch | Continue> {
  const { context, clusters, runOn, namespace } = options;
  const { client } = clusters[runOn];
  const jobs = await client.list(resources.jobs, {
    namespace,
    labelSelector: batchSelector(context.migrationId),
    signal: context.signal,
  });
  const live = jobs.filter(job => !job.metadata?.deletionTimestamp);
  const mine = { itemId: context.itemId, attempt: context.attempt };
  const found = live.find(job => indexInBatch(readEntries(job), mine) >= 0);
  if (found) {
    return toBatch(context, found);
  }
  const siblings = await context.siblings();
  const self = siblings.find(({ itemId }) => itemId === context.itemId);
  if (self?.dueAttempt !== context.attempt) {
    // Canceled, or no longer ours: the worker is about to say so.
    return wait('the worker', 500);
  }
  const stopping = await stoppingCopiers(options, live);
  if (stopping.length) {
    return wait(`the end of ${stopping.join(', ')}`, 300);
  }
  const taken = live.flatMap(readEntries);
  return start(
    options,
    siblings.filter(
      ({ itemId, dueAttempt }) =>
        dueAttempt !== undefined &&
        indexInBatch(taken, { itemId, attempt: dueAttempt }) < 0,
    ),
  );
}

async function start(
  options: StartOptions,
  images: Sibling[],
): Promise<FoundBatch | Continue> {
  const { context, clusters, runOn, namespace } = options;
  const { signal, plan } = context;
  const { client } = clusters[runOn];
  const prepared = await prepareImages(options, images);
  const specs = prepared.map(({ spec }) => spec);
  const entries = prepared.map(({ entry }) => entry);
  const batch = batchIdentity(context, entries);
  const config = await buildCopierConfig({
    plan,
    images: prepared,
    clusters,
    runOn,
  });
  await ensureNamespaces(context, clusters, specs);
  const secret = await client.create(
    resources.secrets,
    buildConfigSecret({ batch, namespace, config }),
    { signal },
  );
  const secretName = secret.metadata!.name!;
  const { object: job, created } = await client.createOrGet(
    resources.jobs,
    buildCopierJob({
      batch,
      namespace,
      mover: options.mover,
      planOptions: plan.options,
      openshift: (await clusters[runOn].capabilities()).openshift,
      secretName,
      owner: ownerOf(resources.secrets, secret),
    }),
    { signal },
  );
  if (!created) {
    // Another backend was faster, or a stopped copier of that name is still going.
    await client.delete(
      resources.secrets,
      { namespace, name: secretName },
      { signal },
    );
    return job.metadata?.deletionTimestamp
      ? wait(`the end of Job ${namespace}/${job.metadata.name}`, 500)
      : { batch, job };
  }
  if (await isUnwanted(context, entries)) {
    await removeBatch({ client, namespace, batch, signal });
    return wait('the worker', 0);
  }
  await context.event(
    'info',
    'image.copierStarted',
    `Copying ${specs.length} image ${
      specs.length === 1 ? 'repository' : 'repositories'
    } from ${clusters.source.name} to ${
      clusters.target.name
    }, by Job ${namespace}/${job.metadata!.name} on ${clusters[runOn].name}`,
  );
  return { batch, job };
}

/** What cannot be prepared is left to its own item to say; here it fails. */
async function prepareImages(
  { context, clusters }: StartOptions,
  images: Sibling[],
): Promise<(PreparedImage & { entry: BatchEntry })[]> {
  const { signal } = context;
  const prepared: (PreparedImage & { entry: BatchEntry })[] = [];
  for (const { itemId, dueAttempt, ...image } of images) {
    const spec = image.spec as ImageSpec;
    try {
      const older = await olderImages(clusters.source, spec, { signal });
      const entry = { itemId, attempt: dueAttempt! };
      prepared.push({ entry, spec, older });
    } catch (error) {
      if (itemId === context.itemId || !(error instanceof MigrationError)) {
        throw error;
      }
    }
  }
  return prepared;
}

/** Whoever stopped an image while its copier was being made found nothing to stop. */
async function isUnwanted(
  context: ItemContext,
  entries: BatchEntry[],
): Promise<boolean> {
  const siblings = await context.siblings();
  return siblings.some(
    ({ itemId, attempt, cancelRequested, timedOut }) =>
      (cancelRequested && entries.some(e => e.itemId === itemId)) ||
      (timedOut && indexInBatch(entries, { itemId, attempt }) >= 0),
  );
}

async function stoppingCopiers(
  { context, clusters, runOn, namespace }: StartOptions,
  live: Job[],
): Promise<string[]> {
  const pods: Pod[] = await clusters[runOn].client.list(resources.pods, {
    namespace,
    labelSelector: batchSelector(context.migrationId),
    signal: context.signal,
  });
  const going = new Set(live.map(job => job.metadata!.labels?.[LABELS.batch]));
  return pods
    .filter(pod => {
      const { labels, deletionTimestamp } = pod.metadata!;
      const since = deletionTimestamp && Date.parse(String(deletionTimestamp));
      return (
        !going.has(labels?.[LABELS.batch]) &&
        !hasEnded(pod) &&
        !(since && Date.now() - since > STOPPED_POD_MS)
      );
    })
    .map(pod => `pod ${namespace}/${pod.metadata!.name}`);
}

function toBatch(context: ItemContext, job: Job): FoundBatch {
  return {
    job,
    batch: {
      id: job.metadata!.labels![LABELS.batch],
      migrationId: context.migrationId,
      plan: context.plan,
      entries: readEntries(job),
    },
  };
}

function wait(waitingFor: string, afterMs: number): Continue {
  return { kind: 'continue', phase: 'preparing', afterMs, waitingFor };
}
