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

import { randomBytes } from 'node:crypto';
import type { CopyReport } from '../model/events';
import type { CopyOptions } from '../model/types';
import { brokenPromises } from './brokenPromises';
import { copyBetween, tagsOf } from './copyBetween';
import { addImage, addIndex, sha256 } from './images';
import { TestRegistry } from './TestRegistry';
import type { Fault, TestRegistryOptions } from './testRegistryTypes';

/** How two registries misbehave. */
export interface HostileCase {
  source?: TestRegistryOptions;
  target?: TestRegistryOptions;
  /** Of the source; `path` may be `layer`, the one big layer, or `upload`, the commit of it. */
  sourceFaults?: HostileFault[];
  targetFaults?: HostileFault[];
  options?: Partial<CopyOptions>;
}

/** A {@link Fault} with a word for its path. */
export type HostileFault = Omit<Fault, 'path'> & {
  path:
    | 'layer'
    | 'upload'
    | 'manifest'
    | 'tags'
    | 'uploads'
    | 'blobs'
    | 'token';
};

/** What became of it. */
export interface HostileOutcome {
  report: CopyReport & { log: string };
  source: TestRegistry;
  target: TestRegistry;
  /** Bytes of the big layer. */
  layer: Buffer;
  /** What does not hold of the target and has to, in any case. */
  broken: string[];
  /** Uploads that were begun and neither committed nor canceled, though the copier must know of them. */
  leftBehind: number;
  /** Whether the target has exactly what the source has. */
  equal: boolean;
}

/** Bytes of the big layer: more than what is sent in one request with its commit. */
export const LAYER_BYTES = 400_000;

/**
 * Copies two repositories with a shared big layer, an index and small layers while both registries misbehave, and looks
 * at the target afterwards.
 */
export async function copyHostile(
  hostile: HostileCase,
): Promise<HostileOutcome> {
  const source = await TestRegistry.start(hostile.source);
  const target = await TestRegistry.start({
    trusting: true,
    ...hostile.target,
  });
  try {
    const layer = randomBytes(LAYER_BYTES);
    const image = addImage(source, 'shop/web', { tag: '1', layers: [layer] });
    const small = addImage(source, 'shop/web', { name: 'small' });
    addIndex(source, 'shop/web', [image, small], 'multi');
    addImage(source, 'shop/api', { tag: '1', layers: [layer, 10] });
    const paths: Record<HostileFault['path'], RegExp> = {
      layer: new RegExp(sha256(layer)),
      manifest: /\/manifests\//,
      tags: /\/tags\//,
      upload: new RegExp(encodeURIComponent(sha256(layer))),
      uploads: /\/uploads\//,
      blobs: /\/blobs\//,
      token: /^\/token/,
    };
    for (const [registry, faults] of [
      [source, hostile.sourceFaults],
      [target, hostile.targetFaults],
    ] as const) {
      registry.faults.push(
        ...(faults ?? []).map(fault => ({ ...fault, path: paths[fault.path] })),
      );
    }
    const report = await copyBetween(source, target, {
      copies: ['shop/web', 'shop/api'].map(path => ({
        source: `${source.host}/${path}`,
        target: `${target.host}/${path}`,
      })),
      ...hostile.options,
    });
    const equal = ['shop/web', 'shop/api'].every(
      path =>
        JSON.stringify(tagsOf(source, path)) ===
        JSON.stringify(tagsOf(target, path)),
    );
    const broken = brokenPromises(target);
    const unheard = (hostile.targetFaults ?? []).some(
      ({ silent, resetAt }) => silent || resetAt === -1,
    );
    const leftBehind = unheard ? 0 : target.uploads.size;
    return { report, source, target, layer, broken, leftBehind, equal };
  } finally {
    await Promise.all([source.stop(), target.stop()]);
  }
}
