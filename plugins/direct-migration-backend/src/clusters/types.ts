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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Cluster,
  MigrationOptions,
  MigrationType,
  ClusterCapabilities,
  ImageRepository,
  ListImagesOptions,
  Namespace,
  Plan,
  Preflight,
  Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterClient } from '../kubernetes/ClusterClient';
import type { ClusterNetwork, NetworkSettings } from './ClusterNetwork';

/** Where user and password of a registry come from. */
export type RegistryCredentialsSource =
  | 'user'
  | 'serviceAccountToken'
  | 'pullSecret'
  | 'none';

/** How a cluster's own image registry is named and reached. */
export interface ClusterRegistry {
  /** `host[:port]` reachable from other clusters and from the backend. */
  readonly externalHost: string;
  /** Whether there is such a host; without one, `externalHost` is the internal one, which only the cluster's pods reach. */
  readonly exposed: boolean;
  /** `host[:port]` reachable from the cluster's own pods; the external one if not configured. */
  readonly internalHost: string;
  /** Every `host[:port]` under which the cluster's workloads name the registry, the two above included. */
  readonly hosts: string[];
  /** PEM bundle that signs its certificate; the system's roots without it. */
  readonly ca?: string;
  /** The same for `internalHost`. */
  readonly internalCa?: string;
  /** `host:port` to connect to instead of resolving the external host. */
  readonly address?: string;
  /**
   * Where the backend has to connect to, `address:port`, for a host `host:port` that nobody configured: the registry itself, or
   * one that it names. Not there where the config names the registry.
   *
   * @throws `REGISTRY_HOST_REFUSED`, and what resolving the name failed with
   */
  resolve?(host: string): Promise<string>;
  /** Plain HTTP, only where configured. */
  readonly insecureHttp: boolean;
  /** Whether it is configured, or how it was found. */
  readonly chosen: string;
  readonly credentialsSource: RegistryCredentialsSource;
  /** Read anew at each use, never stored. */
  credentials(): Promise<{ username: string; password: string } | undefined>;
}

/** A cluster of the catalog with working credentials. */
export interface ClusterConnection {
  readonly entityRef: string;
  readonly name: string;
  readonly client: ClusterClient;
  /** Its image registry, if it has one; read anew, since its files may change. */
  registry(): Promise<ClusterRegistry | undefined>;
  /** The ways in and out of the cluster, as configured. */
  readonly networkSettings: NetworkSettings;
  /** When the token or client certificate ends, if it says so. */
  credentialsExpireAt(): Promise<Date | undefined>;
  capabilities(): Promise<ClusterCapabilities>;
  /** The ways into the cluster, as found in it. */
  network(): Promise<ClusterNetwork>;
}

/** The clusters of the catalog. Reads the catalog with the credentials given, so that a caller only sees what they may see. */
export interface ClusterInventory {
  /** Every cluster; each failure is a problem of that cluster only. */
  list(options: { credentials: BackstageCredentials }): Promise<Cluster[]>;
  /**
   * Connects to one cluster.
   * @throws MigrationError `CLUSTER_UNKNOWN`, `CLUSTER_URL_REFUSED`, `CLUSTER_CREDENTIALS_MISSING`
   */
  connect(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<ClusterConnection>;
}

/** What lies in a cluster. Failures are MigrationErrors with the cluster's own cause. */
export interface ClusterInspector {
  namespaces(connection: ClusterConnection): Promise<Namespace[]>;
  volumes(connection: ClusterConnection, namespace: string): Promise<Volume[]>;
  images(
    connection: ClusterConnection,
    namespace: string,
    options?: ListImagesOptions,
  ): Promise<ImageRepository[]>;
}

/** For what a preflight is made. */
export interface PreflightOptions {
  credentials: BackstageCredentials;
  /** A stage, unless it says otherwise. */
  type?: MigrationType;
  /** Also moves a few MiB the way that the volumes would go; makes pods for it, and removes them. */
  probe?: boolean;
  /** Also looks into the volumes, by pods that it makes and removes. */
  inspect?: boolean;
  /** What is decided for the migration. */
  options?: MigrationOptions;
}

/** Looks at both clusters of a plan and changes nothing, unless it is told to probe or to inspect. */
export interface PreflightChecker {
  check(plan: Plan, options: PreflightOptions): Promise<Preflight>;
}
