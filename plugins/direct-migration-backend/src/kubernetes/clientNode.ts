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

// The only file that may import `@kubernetes/client-node`, and only its types: its transport follows redirects and
// resolves names by itself, which would undo the URL guard (the address that is checked must be the one connected to).
import type {
  CoreV1Event,
  V1ConfigMap,
  V1CronJob,
  V1DaemonSet,
  V1Deployment,
  V1Ingress,
  V1IngressClass,
  V1Job,
  V1LimitRange,
  V1Namespace,
  V1Node,
  V1PersistentVolume,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodSpec,
  V1ReplicaSet,
  V1ReplicationController,
  V1ResourceQuota,
  V1Secret,
  V1Service,
  V1StatefulSet,
  V1StorageClass,
} from '@kubernetes/client-node';

/** An API type as it is on the wire: the client's types say `Date` where the API sends a string. */
type OnTheWire<T> = T extends Date
  ? string
  : T extends (infer U)[]
  ? OnTheWire<U>[]
  : T extends object
  ? { [K in keyof T]: OnTheWire<T[K]> }
  : T;

/** Metadata of any object. @internal */
export interface ObjectMeta {
  name?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  deletionGracePeriodSeconds?: number;
  managedFields?: ManagedFields[];
}

/** Which fields of an object somebody wrote last. @internal */
export interface ManagedFields {
  manager?: string;
  operation?: string;
  time?: string;
  fieldsV1?: object;
}

/** Who an object goes with. @internal */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

/** Any object of the API. @internal */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** @internal */
export type Pod = OnTheWire<V1Pod>;
/** @internal */
export type PodSpec = OnTheWire<V1PodSpec>;
/** @internal */
export type PersistentVolume = OnTheWire<V1PersistentVolume>;
/** @internal */
export type PersistentVolumeClaim = OnTheWire<V1PersistentVolumeClaim>;
/** @internal */
export type KubernetesNamespace = OnTheWire<V1Namespace>;
/** @internal */
export type Secret = OnTheWire<V1Secret>;
/** @internal */
export type ConfigMap = OnTheWire<V1ConfigMap>;
/** @internal */
export type Service = OnTheWire<V1Service>;
/** @internal */
export type KubernetesNode = OnTheWire<V1Node>;
/** @internal */
export type KubernetesEvent = OnTheWire<CoreV1Event>;
/** @internal */
export type Job = OnTheWire<V1Job>;
/** @internal */
export type CronJob = OnTheWire<V1CronJob>;
/** @internal */
export type Deployment = OnTheWire<V1Deployment>;
/** @internal */
export type StatefulSet = OnTheWire<V1StatefulSet>;
/** @internal */
export type ReplicaSet = OnTheWire<V1ReplicaSet>;
/** @internal */
export type ReplicationController = OnTheWire<V1ReplicationController>;
/** @internal */
export type DaemonSet = OnTheWire<V1DaemonSet>;
/** @internal */
export type KubernetesStorageClass = OnTheWire<V1StorageClass>;

/** @internal */
export type Ingress = OnTheWire<V1Ingress>;
/** @internal */
export type IngressClass = OnTheWire<V1IngressClass>;
/** @internal */
export type ResourceQuota = OnTheWire<V1ResourceQuota>;
/** @internal */
export type LimitRange = OnTheWire<V1LimitRange>;

/** @internal */
export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** A NetworkPolicy, as far as we use it: the client's type renames `from`. @internal */
export interface NetworkPolicy extends KubernetesObject {
  spec?: {
    podSelector: LabelSelector;
    policyTypes?: string[];
    ingress?: { from?: NetworkPeer[]; ports?: NetworkPort[] }[];
    egress?: { to?: NetworkPeer[]; ports?: NetworkPort[] }[];
  };
}

/** @internal */
export interface NetworkPeer {
  ipBlock?: { cidr: string };
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
}

/** @internal */
export interface NetworkPort {
  port?: number | string;
  protocol?: string;
}

/** A Gateway of the Gateway API, as far as we use it. @internal */
export interface Gateway extends KubernetesObject {
  spec?: {
    listeners?: {
      name: string;
      hostname?: string;
      port: number;
      protocol: string;
      tls?: { mode?: string };
      allowedRoutes?: { namespaces?: { from?: string } };
    }[];
  };
}

/** A TLSRoute of the Gateway API, as far as we use it. @internal */
export interface TlsRoute extends KubernetesObject {
  spec?: {
    parentRefs: { namespace: string; name: string; sectionName: string }[];
    hostnames: string[];
    rules: { backendRefs: { name: string; port: number }[] }[];
  };
  status?: {
    parents?: {
      conditions?: {
        type: string;
        status: string;
        reason?: string;
        message?: string;
      }[];
    }[];
  };
}

/** A Route of OpenShift, as far as we use it. @internal */
export interface Route extends KubernetesObject {
  spec?: {
    host?: string;
    port?: { targetPort: string | number };
    tls?: { termination: string; insecureEdgeTerminationPolicy?: string };
    to?: { kind: string; name: string };
  };
  status?: {
    ingress?: {
      host?: string;
      conditions?: {
        type: string;
        status: string;
        reason?: string;
        message?: string;
      }[];
    }[];
  };
}

/** An ImageStream of OpenShift, as far as we use it. @internal */
export interface ImageStream extends KubernetesObject {
  spec?: {
    lookupPolicy?: { local?: boolean };
    tags?: {
      name: string;
      from?: { kind: string; name: string; namespace?: string };
    }[];
  };
  status?: {
    dockerImageRepository?: string;
    publicDockerImageRepository?: string;
    tags?: {
      tag: string;
      /** Newest first. */
      items?: { dockerImageReference?: string; image?: string }[] | null;
      conditions?: {
        type: string;
        status: string;
        reason?: string;
        message?: string;
      }[];
    }[];
  };
}

/** A DeploymentConfig of OpenShift, as far as we use it. @internal */
export interface DeploymentConfig extends KubernetesObject {
  spec?: { template?: { spec?: PodSpec } };
}
