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

/** State of a migration or an item. A partial failure is never a success. @public */
export type State = components['schemas']['State'];
/** `stage`: warm copy, repeatable; `cutover`: final; `rollback`. @public */
export type MigrationType = components['schemas']['MigrationType'];
/** How a receiver is reached. @public */
export type EndpointType = components['schemas']['EndpointType'];
/** What failed, why, and what to do. @public */
export type ItemError = components['schemas']['ItemError'];
/** Numbers only; bytes, files (or blobs) and seconds. @public */
export type Progress = components['schemas']['Progress'];
/** How far one tag of an image is. @public */
export type TagProgress = components['schemas']['TagProgress'];
/** How far the tags of an image are: up to 500 of them, and how many there are. @public */
export type TagsProgress = components['schemas']['TagsProgress'];
/** A cluster of the catalog with what was found out about it. @public */
export type Cluster = components['schemas']['Cluster'];
/** Why a cluster cannot be used, or not fully. @public */
export type ClusterProblem = components['schemas']['ClusterProblem'];
/** What a cluster can do. @public */
export type ClusterCapabilities = components['schemas']['ClusterCapabilities'];
/** A storage class of a cluster. @public */
export type StorageClass = components['schemas']['StorageClass'];
/** A namespace of a cluster. @public */
export type Namespace = components['schemas']['Namespace'];
/** A PersistentVolumeClaim; with the reason where it cannot be migrated. @public */
export type Volume = components['schemas']['Volume'];
/** A repository of the cluster's own registry. @public */
export type ImageRepository = components['schemas']['ImageRepository'];
/** One reference to an image, with where it leads. @public */
export type ImageReference = components['schemas']['ImageReference'];
/** Which namespace becomes which. @public */
export type NamespaceMapping = components['schemas']['NamespaceMapping'];
/** A volume of a plan. @public */
export type PlanVolume = components['schemas']['PlanVolume'];
/** An image repository of a plan. @public */
export type PlanImage = components['schemas']['PlanImage'];
/** Options of one volume, or of all volumes of a plan. @public */
export type VolumeOptions = components['schemas']['VolumeOptions'];
/** What of a file may not arrive. @public */
export type LossKind = components['schemas']['LossKind'];
/** What is asked of the pods on one side. @public */
export type PodOptions = components['schemas']['PodOptions'];
/** Options of a plan. @public */
export type PlanOptions = components['schemas']['PlanOptions'];
/** A plan as it is posted. @public */
export type PlanInput = components['schemas']['PlanInput'];
/** Fields of a plan to replace. @public */
export type PlanPatch = components['schemas']['PlanPatch'];
/** A plan as it is stored. @public */
export type Plan = components['schemas']['Plan'];
/** One finding of a preflight. @public */
export type PreflightCheck = components['schemas']['PreflightCheck'];
/** What was last found on a volume. @public */
export type VolumeInspection = components['schemas']['VolumeInspection'];
/** What of a volume could not be kept on the target. @public */
export type VolumeLoss = components['schemas']['VolumeLoss'];
/** Every finding of a preflight. @public */
export type Preflight = components['schemas']['Preflight'];
/** What starts a migration. @public */
export type MigrationInput = components['schemas']['MigrationInput'];
/** What is decided for one migration rather than for its plan. @public */
export type MigrationOptions = components['schemas']['MigrationOptions'];
/** What a person confirms when a migration is started or retried. @public */
export type MigrationConfirmation =
  components['schemas']['MigrationConfirmation'];
/** One of the steps that follow each other in a migration. @public */
export type MigrationStep = components['schemas']['MigrationStep'];
/** One volume or image repository inside a migration, or the workloads that it stops. @public */
export type Item = components['schemas']['Item'];
/** How many items of a migration are in each state. @public */
export type ItemCounts = components['schemas']['ItemCounts'];
/** One run of a plan. In lists `items` is empty. @public */
export type Migration = components['schemas']['Migration'];
/** An entry that is not the same on both sides of a volume. @public */
export type FileDifference = components['schemas']['FileDifference'];
/** The proof of the copy of a volume. @public */
export type VolumeVerification = components['schemas']['VolumeVerification'];
/** What one item of a migration came to. @public */
export type ReportItem = components['schemas']['ReportItem'];
/** What a migration moved, and how that was proved. @public */
export type MigrationReport = components['schemas']['MigrationReport'];
/** The end of what one pod of an item wrote. @public */
export type ItemLog = components['schemas']['ItemLog'];
/** What the pods of an item wrote; with what kept those that run now from being read. @public */
export type ItemLogs = components['schemas']['ItemLogs'];
/** Image references of the source's workloads, and what they are on the target. @public */
export type ImageReferences = components['schemas']['ImageReferences'];
/** One container's image, before and after. @public */
export type ImageRewrite = components['schemas']['ImageRewrite'];
/** Something that happened in a migration. @public */
export type MigrationEvent = components['schemas']['Event'];

/** One entry of the audit trail. @public */
export type AuditEntry = components['schemas']['AuditEntry'];
/** Counts over migrations. @public */
export type StatsFigures = components['schemas']['StatsFigures'];
/** Counts by day and by pair of clusters. @public */
export type Stats = components['schemas']['Stats'];

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
