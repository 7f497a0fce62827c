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

import type { components } from './generated/schema';

type Schemas = components['schemas'];

/** State of a migration or an item. A partial failure is never a success. @public */
export type State = Schemas['State'];
/** `stage`: warm copy, repeatable; `cutover`: final; `rollback`. @public */
export type MigrationType = Schemas['MigrationType'];
/** How a receiver is reached. @public */
export type EndpointType = Schemas['EndpointType'];
/** What failed, why, and what to do. @public */
export type ItemError = Schemas['ItemError'];
/** Numbers only; bytes, files (or blobs) and seconds. @public */
export type Progress = Schemas['Progress'];
/** A cluster of the catalog with what was found out about it. @public */
export type Cluster = Schemas['Cluster'];
/** Why a cluster cannot be used, or not fully. @public */
export type ClusterProblem = Schemas['ClusterProblem'];
/** What a cluster can do. @public */
export type ClusterCapabilities = Schemas['ClusterCapabilities'];
/** A storage class of a cluster. @public */
export type StorageClass = Schemas['StorageClass'];
/** A namespace of a cluster. @public */
export type Namespace = Schemas['Namespace'];
/** A PersistentVolumeClaim; with the reason where it cannot be migrated. @public */
export type Volume = Schemas['Volume'];
/** A repository of the cluster's own registry. @public */
export type ImageRepository = Schemas['ImageRepository'];
/** Which namespace becomes which. @public */
export type NamespaceMapping = Schemas['NamespaceMapping'];
/** A volume of a plan. @public */
export type PlanVolume = Schemas['PlanVolume'];
/** An image repository of a plan. @public */
export type PlanImage = Schemas['PlanImage'];
/** Options of a plan. @public */
export type PlanOptions = Schemas['PlanOptions'];
/** A plan as it is posted. @public */
export type PlanInput = Schemas['PlanInput'];
/** Fields of a plan to replace. @public */
export type PlanPatch = Schemas['PlanPatch'];
/** A plan as it is stored. @public */
export type Plan = Schemas['Plan'];
/** One finding of a preflight. @public */
export type PreflightCheck = Schemas['PreflightCheck'];
/** Every finding of a preflight. @public */
export type Preflight = Schemas['Preflight'];
/** What starts a migration. @public */
export type MigrationInput = Schemas['MigrationInput'];
/** One volume or image repository inside a migration. @public */
export type Item = Schemas['Item'];
/** How many items of a migration are in each state. @public */
export type ItemCounts = Schemas['ItemCounts'];
/** One run of a plan. In lists `items` is empty. @public */
export type Migration = Schemas['Migration'];
/** Something that happened in a migration. @public */
export type MigrationEvent = Schemas['Event'];

/** A page of a list; `nextCursor` is absent on the last one. @public */
export interface Page<T> {
  items: T[];
  pageInfo: { nextCursor?: string };
}

/** Whether nothing more will happen to a migration or item in this state by itself. @public */
export function isFinished(state: State): boolean {
  return (
    state === 'succeeded' ||
    state === 'partiallyFailed' ||
    state === 'failed' ||
    state === 'canceled'
  );
}
