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

/**
 * What a provider is told of a cluster.
 * @public
 */
export interface ClusterCredentialsRequest {
  /** Full entity ref, `resource:default/east`. */
  readonly entityRef: string;
  /** Annotations of the cluster's entity. They come from the catalog: never take a secret, or a path to one, out of them. */
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * How to sign in to a cluster's API server: a bearer token, or a client certificate with its key (PEM).
 * @public
 */
export type ClusterCredentials =
  | { token: string }
  | { certData: string; keyData: string };

/**
 * A source of credentials for clusters.
 * @public
 */
export interface ClusterCredentialsProvider {
  /**
   * Called for each use, so that short-lived credentials work; cache inside if that is costly.
   *
   * @returns the credentials, or `undefined` when this provider does not know the cluster: then the next one is asked
   */
  getCredentials(
    cluster: ClusterCredentialsRequest,
  ): Promise<ClusterCredentials | undefined>;
}
