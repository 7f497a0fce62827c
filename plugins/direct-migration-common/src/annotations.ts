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

/** Type of a `Resource` entity that is a cluster. @public */
export const CLUSTER_ENTITY_TYPE = 'kubernetes-cluster';

/**
 * On a cluster entity: URL of its API server, as the kubernetes plugin has it.
 * @public
 */
export const ANNOTATION_API_SERVER = 'kubernetes.io/api-server';
/**
 * On a cluster entity: PEM bundle of its API server's CA, base64 as the kubernetes plugin has it.
 * @public
 */
export const ANNOTATION_API_SERVER_CA =
  'kubernetes.io/api-server-certificate-authority';
/**
 * On an application entity: `true` shows the card of its migrations although it has none yet.
 * @public
 */
export const ANNOTATION_ENABLED = 'direct-migration.io/enabled';

/** Signal channel; messages are {@link DirectMigrationSignal}. @public */
export const DIRECT_MIGRATION_SIGNAL_CHANNEL = 'direct-migration:changed';

/**
 * Says only *that* something changed: channels have no authorisation, so what changed is fetched over REST.
 * @public
 */
export type DirectMigrationSignal = {
  kind: 'migration';
  migrationId: string;
};
