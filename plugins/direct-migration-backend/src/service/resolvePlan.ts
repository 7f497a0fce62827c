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

import type {
  Plan,
  PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { planTargets } from './planTargets';
import {
  checkDnsLabel,
  checkDnsSubdomain,
  checkQuantity,
  checkRepository,
  checkTag,
  invalidInput,
} from './syntax';

const MAX_ITEMS = 1000;

/** Everything of a plan that its author decides. */
export type PlanContent = Omit<
  Plan,
  'id' | 'createdAt' | 'updatedAt' | 'createdBy'
>;

/**
 * Checks everything of a plan that can be checked without looking at catalog and clusters, and completes it.
 * @throws MigrationError with the field at fault
 */
export function resolvePlan(input: PlanInput): PlanContent {
  const plan: PlanContent = {
    name: input.name.trim(),
    ...(input.description && { description: input.description }),
    ...(input.entityRef && {
      entityRef: normalizeRef(input.entityRef, 'entityRef'),
    }),
    sourceCluster: normalizeRef(input.sourceCluster, 'sourceCluster'),
    targetCluster: normalizeRef(input.targetCluster, 'targetCluster'),
    namespaces: input.namespaces,
    volumes: input.volumes ?? [],
    images: input.images ?? [],
    options: input.options ?? {},
  };
  if (!plan.name) {
    throw invalidInput({
      field: 'name',
      message: 'The plan needs a name',
      hint: 'Any text of 1 to 100 characters.',
    });
  }
  checkNamespaces(plan);
  if (plan.volumes.length + plan.images.length === 0) {
    throw invalidInput({
      code: 'PLAN_EMPTY',
      field: 'volumes',
      message:
        'The plan has neither volumes nor images: there is nothing to move',
      hint: 'Add at least one volume or image repository.',
    });
  }
  for (const field of ['volumes', 'images'] as const) {
    if (plan[field].length > MAX_ITEMS) {
      throw invalidInput({
        field,
        message: `A plan has at most ${MAX_ITEMS} ${field}, this one has ${plan[field].length}`,
        hint: 'Split it into several plans.',
      });
    }
  }
  checkVolumes(plan);
  checkImages(plan);
  checkTargets(plan);
  return plan;
}

function normalizeRef(ref: string, field: string): string {
  try {
    const parsed = parseEntityRef(ref);
    if (
      field !== 'entityRef' &&
      parsed.kind.toLocaleLowerCase('en-US') !== 'resource'
    ) {
      throw new Error('not of kind Resource');
    }
    return stringifyEntityRef(parsed);
  } catch (error) {
    throw invalidInput({
      field,
      message: `'${ref}' is not a full entity ref: ${(error as Error).message}`,
      hint:
        field === 'entityRef'
          ? 'For example component:default/shop.'
          : 'For example resource:default/east.',
    });
  }
}

function checkNamespaces(plan: PlanContent): void {
  const sources = new Set<string>();
  plan.namespaces.forEach(({ source, target }, index) => {
    const field = `namespaces[${index}]`;
    checkDnsLabel(source, `${field}.source`);
    checkDnsLabel(target, `${field}.target`);
    if (sources.has(source)) {
      throw invalidInput({
        field: `${field}.source`,
        message: `Namespace '${source}' is mapped twice`,
        hint: 'Remove one of the two.',
      });
    }
    sources.add(source);
    if (plan.sourceCluster === plan.targetCluster && source === target) {
      throw invalidInput({
        code: 'SAME_SOURCE_AND_TARGET',
        field: `${field}.target`,
        message: `Source and target are the same: namespace '${source}' of ${plan.sourceCluster}`,
        hint: 'Choose another target cluster or another target namespace.',
      });
    }
  });
}

function checkVolumes(plan: PlanContent): void {
  const mapped = new Set(plan.namespaces.map(({ source }) => source));
  plan.volumes.forEach((volume, index) => {
    const field = `volumes[${index}]`;
    checkDnsLabel(volume.namespace, `${field}.namespace`);
    checkDnsSubdomain(volume.name, `${field}.name`);
    if (volume.targetName !== undefined) {
      checkDnsSubdomain(volume.targetName, `${field}.targetName`);
    }
    if (volume.storageClass !== undefined) {
      checkDnsSubdomain(volume.storageClass, `${field}.storageClass`);
    }
    if (volume.capacity !== undefined) {
      checkQuantity(volume.capacity, `${field}.capacity`);
    }
    if (!mapped.has(volume.namespace)) {
      throw invalidInput({
        code: 'NAMESPACE_NOT_MAPPED',
        field: `${field}.namespace`,
        message: `Namespace '${volume.namespace}' is not among the namespaces of the plan`,
        hint: `Add { source: ${volume.namespace}, target: … } to namespaces.`,
      });
    }
  });
}

function checkImages(plan: PlanContent): void {
  const mapped = new Set(plan.namespaces.map(({ source }) => source));
  plan.images.forEach((image, index) => {
    const field = `images[${index}]`;
    checkRepository(image.repository, `${field}.repository`);
    image.tags?.forEach((tag, tagIndex) =>
      checkTag(tag, `${field}.tags[${tagIndex}]`),
    );
    if (image.targetRepository !== undefined) {
      checkRepository(image.targetRepository, `${field}.targetRepository`);
      return;
    }
    const [first] = image.repository.split('/');
    if (!mapped.has(first)) {
      throw invalidInput({
        code: 'NAMESPACE_NOT_MAPPED',
        field: `${field}.repository`,
        message: `Where '${image.repository}' goes is not known: '${first}' is not among the namespaces of the plan`,
        hint: `Add { source: ${first}, target: … } to namespaces, or give the image a targetRepository.`,
      });
    }
  });
}

function checkTargets(plan: PlanContent): void {
  const targets = planTargets(plan);
  const taken = new Map<string, string>();
  const claim = (kind: 'volumes' | 'images', index: number, target: string) => {
    const field = `${kind}[${index}]`;
    const other = taken.get(`${kind} ${target}`);
    if (other) {
      throw invalidInput({
        code: 'DUPLICATE_TARGET',
        field,
        message: `${field} and ${other} have the same target: ${target}`,
        hint: `Give one of them another ${
          kind === 'volumes' ? 'targetName' : 'targetRepository'
        }.`,
      });
    }
    taken.set(`${kind} ${target}`, field);
  };
  targets.volumes.forEach(({ namespace, name }, index) =>
    claim('volumes', index, `${namespace}/${name}`),
  );
  targets.images.forEach((repository, index) => {
    claim('images', index, repository);
    if (
      plan.sourceCluster === plan.targetCluster &&
      repository === plan.images[index].repository
    ) {
      throw invalidInput({
        code: 'SAME_SOURCE_AND_TARGET',
        field: `images[${index}]`,
        message: `Source and target are the same: ${repository} of ${plan.sourceCluster}`,
        hint: 'Choose another target cluster or another targetRepository.',
      });
    }
  });
}
