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

import { SandboxUser } from './api/AccessControl';
import { SandboxImage } from './runtime/ImageCatalog';
import { ResourceType } from './types';

/**
 * A storage class of a sandbox.
 * @public
 */
export interface SandboxStorageClass {
  name: string;
  default?: boolean;
  /** Default: Immediate. */
  volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  /** Default: the sandbox's own, which makes a folder for each claim. Volumes of any other are never made. */
  provisioner?: string;
  reclaimPolicy?: 'Delete' | 'Retain';
  /**
   * Volumes end at their capacity: file systems in memory, lost when the cluster stops. Needs root on Linux; elsewhere the
   * volumes are folders without a limit.
   */
  limited?: boolean;
}

/**
 * A registry beside the cluster: Debian's `docker-registry`, with TLS by the cluster's CA.
 * @public
 */
export interface SandboxRegistryOptions {
  /** Port at the node's address; 0 or nothing: a free one. */
  port?: number;
  /** Default: `sandbox`. */
  username?: string;
  /** Default: a random one, kept in the cluster's folder. */
  password?: string;
  /** The program; default: `docker-registry`. */
  program?: string;
}

/**
 * What a sandbox cluster is made of.
 * @public
 */
export interface SandboxClusterOptions {
  /** Part of the node's name and of the kubeconfig. */
  name: string;
  /** Holds the CA, the state, the volumes and what pods write; one cluster at a time. */
  directory: string;
  /** Where the API listens. Default: 127.0.0.1, a free port. */
  listen?: { host?: string; port?: number };
  /** The node's loopback address, where NodePorts and the registry listen. Default: an address of the cluster's own range. */
  nodeAddress?: string;
  /**
   * The first two numbers of the cluster's addresses, e.g. `127.10`: pods get `127.10.0.0` to `127.10.127.255`, services the
   * rest. Default: a range that no other sandbox on this machine has.
   */
  podCidrPrefix?: string;
  /** Programs by image: `name:tag`, or a prefix that ends in `*`. */
  images?: Record<string, SandboxImage>;
  /** Images (names, or prefixes that end in `*`) whose pods seem to run, without a process. */
  inertImages?: string[];
  /** The administrator's bearer token. Default: a random one, kept in the cluster's folder. */
  token?: string;
  /** Besides the administrator. */
  users?: SandboxUser[];
  /** Default: `local` (the default class) and `local-wait` (WaitForFirstConsumer). */
  storageClasses?: SandboxStorageClass[];
  registry?: SandboxRegistryOptions;
  /** Serves Routes, ImageStreams and DeploymentConfigs of OpenShift too; nothing runs the latter two. */
  openshift?: boolean;
  /** More kinds, stored and watched but without a controller. */
  extraResources?: ResourceType[];
  /** Whether objects survive a restart. Default: true. */
  persist?: boolean;
}
