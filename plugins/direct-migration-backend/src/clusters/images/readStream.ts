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

import type { ImageReference } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ImageStream } from '../../kubernetes/clientNode';
import { parseImageReference } from './parseImageReference';
import type { RegistryHosts } from './RegistryHosts';

type Tag = NonNullable<NonNullable<ImageStream['status']>['tags']>[number];
type SpecTag = NonNullable<NonNullable<ImageStream['spec']>['tags']>[number];

/** What an ImageStream holds. @internal */
export interface StreamContent {
  /** Path in the cluster's registry. */
  repository: string;
  /** Of each tag the oldest first, its current one last. */
  references: ImageReference[];
}

/**
 * Reads every tag of an ImageStream; those that have no image carry the reason.
 *
 * @param options - `streams`: all of the namespace, for tags that follow those of another stream. `history`: also what a
 *   tag meant before
 * @internal
 */
export function readStream(
  stream: ImageStream,
  options: {
    hosts: RegistryHosts;
    streams: ImageStream[];
    matches: (tag: string) => boolean;
    history: boolean;
  },
): StreamContent {
  const { name, namespace } = stream.metadata!;
  const own = parseImageReference(stream.status?.dockerImageRepository ?? '');
  const repository =
    'repository' in own ? own.repository : `${namespace}/${name}`;
  const statusTags = new Map(stream.status?.tags?.map(t => [t.tag, t]));
  const specTags = new Map(stream.spec?.tags?.map(t => [t.name, t]));
  const names = [...new Set([...statusTags.keys(), ...specTags.keys()])]
    .filter(options.matches)
    .sort();
  const references = names.flatMap(tag => {
    const status = statusTags.get(tag);
    const spec = specTags.get(tag);
    const newestFirst = status?.items ?? [];
    if (!newestFirst.length) {
      return [unresolved({ ...options, stream, tag, status, spec })];
    }
    const kept = options.history
      ? [...newestFirst].reverse()
      : newestFirst.slice(0, 1);
    return kept.map((item, index) =>
      readItem(item, {
        ...options,
        tag,
        repository,
        follows: followed(spec),
        current: index === kept.length - 1,
      }),
    );
  });
  return { repository, references };
}

function readItem(
  item: NonNullable<Tag['items']>[number],
  options: {
    hosts: RegistryHosts;
    tag: string;
    repository: string;
    follows: string | undefined;
    current: boolean;
  },
): ImageReference {
  const { tag, current } = options;
  const reference = item.dockerImageReference ?? '';
  const parsed = parseImageReference(reference);
  const digest =
    'digest' in parsed ? parsed.digest : digestOf(item.image ?? '');
  const base = { reference, tag, current, ...(digest && { digest }) };
  if ('problem' in parsed) {
    return { ...base, location: 'unresolved', reason: parsed.problem };
  }
  if (!options.hosts.has(parsed.host)) {
    return {
      ...base,
      location: 'external',
      reason: externalReason(parsed.host),
    };
  }
  return {
    ...base,
    location: 'internal',
    // The copy is a tag of its own, which follows nothing.
    ...(parsed.repository !== options.repository && {
      reason: `It follows ${options.follows ?? parsed.repository}`,
    }),
  };
}

function unresolved(options: {
  stream: ImageStream;
  streams: ImageStream[];
  tag: string;
  status: Tag | undefined;
  spec: SpecTag | undefined;
}): ImageReference {
  const { stream, tag, spec, status } = options;
  const failed = status?.conditions?.find(c => c.status === 'False');
  const target = followedItem(options);
  const follows = followed(spec);
  let reason = 'No image has been pushed to it';
  if (failed) {
    reason = `${failed.reason ?? failed.type}: ${
      failed.message ?? 'the import failed'
    }`;
  } else if (target) {
    reason = `It only follows ${follows}: copy that tag, then make this one again`;
  } else if (follows) {
    reason = `It follows ${follows}, which has no image`;
  } else if (spec?.from) {
    reason = `It has not been imported from ${spec.from.name} yet`;
  }
  return {
    reference:
      target?.dockerImageReference ??
      spec?.from?.name ??
      `${stream.metadata!.name}:${tag}`,
    tag,
    ...(digestOf(target?.image ?? '') && { digest: target!.image }),
    location: 'unresolved',
    reason,
    current: true,
  };
}

function followed(spec: SpecTag | undefined): string | undefined {
  const { kind, name, namespace } = spec?.from ?? {};
  return kind === 'ImageStreamTag' || kind === 'ImageStreamImage'
    ? `${kind} ${namespace ? `${namespace}/` : ''}${name}`
    : undefined;
}

/** The current image at the end of a chain of tags, which may run in a circle. */
function followedItem(options: {
  stream: ImageStream;
  streams: ImageStream[];
  spec: SpecTag | undefined;
}): NonNullable<Tag['items']>[number] | undefined {
  const seen = new Set<string>();
  let { spec } = options;
  while (spec?.from && /^ImageStream(Tag|Image)$/.test(spec.from.kind)) {
    const { kind, name, namespace } = spec.from;
    const [, streamName, wanted] = /^([^:@]+)[:@](.+)$/.exec(name) ?? [
      undefined,
      // A tag of the stream itself may be named alone.
      options.stream.metadata!.name,
      name,
    ];
    const target =
      (namespace ?? options.stream.metadata!.namespace) ===
      options.stream.metadata!.namespace
        ? options.streams.find(s => s.metadata!.name === streamName)
        : undefined;
    const tags = target?.status?.tags ?? [];
    const item =
      kind === 'ImageStreamImage'
        ? tags
            .flatMap(t => t.items ?? [])
            .find(i => i.image && i.image === wanted)
        : tags.find(t => t.tag === wanted)?.items?.[0];
    const step = `${streamName}:${wanted}`;
    if (item || seen.has(step)) {
      return item;
    }
    seen.add(step);
    spec = target?.spec?.tags?.find(t => t.name === wanted);
  }
  return undefined;
}

/** Why an image is left alone. @internal */
export function externalReason(host: string | undefined): string {
  return host
    ? `It lies in ${host}, not in the cluster's own registry`
    : "It names no registry, so it is not the cluster's own";
}

function digestOf(text: string): string | undefined {
  return /^sha(256|512):[0-9a-f]+$/.test(text) ? text : undefined;
}
