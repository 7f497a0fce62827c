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

/** How a cluster can be reached from others, as far as it was found out. Nothing in it is secret. @internal */
export interface ClusterNetwork {
  /** Serves OpenShift's Routes. */
  routes: boolean;
  /** By name. */
  ingressClasses: IngressClassInfo[];
  /** Version of `gateway.networking.k8s.io` that serves TLSRoutes, the newest; `undefined`: none does. */
  tlsRouteVersion?: string;
  /** Listeners of all Gateways that pass TLS through, by namespace, Gateway and name. */
  listeners: PassthroughListener[];
  /** A Service of the cluster has got an address from a load balancer: whatever gives them out works. */
  loadBalancer: boolean;
}

/** @internal */
export interface IngressClassInfo {
  name: string;
  /** For example `k8s.io/ingress-nginx`. */
  controller: string;
  isDefault: boolean;
}

/** @internal */
export interface PassthroughListener {
  namespace: string;
  gateway: string;
  listener: string;
  /** For example `*.apps.example.com`; left out: any name. */
  hostname?: string;
  port: number;
  /** Takes routes of every namespace, not only of its own or of some. */
  everyNamespace: boolean;
}

/** What `directMigration.clusters` says about the ways into and out of a cluster. @internal */
export interface NetworkSettings {
  nodePortHost?: string;
  routeDomain?: string;
  ingressDomain?: string;
  ingressClass?: string;
  gateway?: { namespace: string; name: string; listener?: string };
  egressProxy?: EgressProxySettings;
}

/** The HTTP proxy through which the pods of a cluster reach other clusters. @internal */
export interface EgressProxySettings {
  host: string;
  port: number;
  /** Host names (with what lies below), addresses and networks that are reached without it. */
  noProxy: string[];
  username?: string;
  password?: string;
  passwordFile?: string;
}
