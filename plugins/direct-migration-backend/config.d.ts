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

import type { HumanDuration } from '@backstage/types';

/** Configuration of direct-migration. */
export interface Config {
  directMigration?: {
    /**
     * Image of the transfer pods, as both clusters can pull it, for example
     * `registry.example.com/direct-migration/mover:0.1.0`. No volume can be moved, and no image copied, without it.
     */
    moverImage?: string;

    /**
     * Names of image pull secrets for `moverImage`. They have to exist in the namespaces in which transfer pods run.
     * None by default.
     */
    moverImagePullSecrets?: string[];

    /** The copies of images. */
    images?: {
      /**
       * Lets plans have their images copied by the backend's own process (`options.images.runOn: backend`), for clusters in
       * which no Job may run. All bytes then pass through the backend. By default `false`.
       */
      allowInBackend?: boolean;
    };

    /**
     * Host names of API servers in the catalog that are trusted although their addresses are private, loopback or
     * link-local; `*.clusters.example.com` stands for every name below. None by default: then only
     * public addresses are allowed, so that nobody can point the portal into its own network with a catalog entity.
     */
    dangerouslyAllowClusterUrls?: string[];

    /** How to sign in to the clusters of the catalog. A cluster without an entry is asked of the installed providers of credentials. */
    clusters?: Array<{
      /** Ref of the cluster's entity, for example `resource:default/east`. */
      entityRef: string;

      /**
       * Bearer token of a service account in the cluster.
       * @visibility secret
       */
      token?: string;

      /** File with such a token; read anew each time, so that it may be rotated. */
      tokenFile?: string;

      /** Client certificate, PEM; an alternative to a token. */
      certData?: string;

      /**
       * Key of the client certificate, PEM.
       * @visibility secret
       */
      keyData?: string;

      /** CA bundle of the API server, PEM. Without it and `caFile`: the annotation of the entity, else the system's roots. */
      caData?: string;

      /** File with the CA bundle of the API server, PEM. */
      caFile?: string;

      /** Host name or address under which node ports of the cluster are reached from the other cluster. By default an address of a node. */
      nodePortHost?: string;

      /** Domain for the routes that receive volumes, for example `apps.east.example.com`. By default as the cluster's router chooses. */
      routeDomain?: string;

      /**
       * Domain of which every name leads to the cluster's Ingresses, and to Gateways that have no wildcard host name of their
       * own, for example `apps.east.example.com`. Without it volumes cannot travel through an Ingress.
       */
      ingressDomain?: string;

      /** Name of the IngressClass for volumes. By default the cluster's default, or its only one. */
      ingressClass?: string;

      /** The Gateway for volumes; it needs a listener that passes TLS through. By default one that takes routes of every namespace. */
      gateway?: {
        namespace: string;
        name: string;
        /** Name of the listener. By default the first that fits. */
        listener?: string;
      };

      /** HTTP proxy, with CONNECT, through which the pods of this cluster reach other clusters. None by default. */
      egressProxy?: {
        /** For example `http://proxy.example.com:3128`, without credentials. */
        url: string;

        /** Host names (with all that lies below), addresses and networks that are reached without it. */
        noProxy?: string[];

        /** User of the proxy. */
        username?: string;

        /**
         * Password of that user.
         * @visibility secret
         */
        password?: string;

        /** File with the password; read anew each time. */
        passwordFile?: string;
      };

      /** The cluster's own image registry. Images can only be moved between clusters that have one. */
      registry?: {
        /**
         * `host[:port]` under which other clusters reach it. By default, on OpenShift, the host of Route
         * `openshift-image-registry/default-route`, else what the ImageStreams of namespace `openshift` say.
         */
        host?: string;

        /** `host[:port]` under which the cluster's own pods reach it. By default `host`. */
        internalHost?: string;

        /** Further `host[:port]` under which workloads of the cluster name it. */
        aliases?: string[];

        /** `host:port` to connect to instead of resolving `host`. */
        address?: string;

        /** CA bundle of the registry, PEM. By default the system's roots. */
        ca?: string;

        /** File with the CA bundle of the registry, PEM. */
        caFile?: string;

        /** User of the registry. */
        username?: string;

        /**
         * Password of that user.
         * @visibility secret
         */
        password?: string;

        /** File with the password; read anew each time. */
        passwordFile?: string;

        /**
         * Sign in with the token of the cluster, as OpenShift's registry allows. By default `false`, but `true` for the
         * registry that OpenShift itself names. Not used where there are `username` and a password.
         */
        serviceAccountToken?: boolean;

        /**
         * Sign in with an image pull secret of the cluster, of type `kubernetes.io/dockerconfigjson` or
         * `kubernetes.io/dockercfg`; its entry for the registry is read at each use. Used where there is neither a user
         * nor `serviceAccountToken`.
         */
        pullSecret?: {
          /** By default `direct-migration`. */
          namespace?: string;

          /** Name of the Secret. */
          name: string;
        };

        /** Talk plain HTTP to the registry. By default `false`. */
        insecureHttp?: boolean;
      };
    }>;

    /** The audit trail, as the portal's audit view shows it. */
    audit?: {
      /** How long entries are kept, 365 days or more. By default 400 days. */
      retention?: HumanDuration | string;
    };

    /** How much is moved at once, over all instances of the backend. */
    limits?: {
      /** Volumes that have one cluster as their source or target, 1 to 1000. By default 40. */
      perCluster?: number;

      /** Volumes that are mounted on one node of the source cluster, 1 to 1000. By default 10. */
      perNode?: number;
    };

    /** To whom started a migration, and to the owner of its application. */
    notifications?: {
      /**
       * After how long a wait for something that only a person can do they are told of it. By default five minutes; while the
       * application stands still at most one minute. At least ten seconds.
       */
      waitingAfter?: HumanDuration | string;
    };

    /** The worker that carries migrations out, in each instance of the backend. */
    worker?: {
      /**
       * Volumes that one instance moves at once, and migrations whose images it has copied at once (all images of one count as
       * one, neither counts for the other), 1 to 1000. By default 10.
       */
      concurrency?: number;

      /** After this time without a sign of life another instance takes an item over. By default one minute, at least five seconds. */
      leaseDuration?: HumanDuration | string;

      /** How often to look for work that another instance has queued. By default two seconds. */
      pollInterval?: HumanDuration | string;

      /** How long what a plan with `keepOnFailure` has kept stays in the clusters. By default 24 hours, at least one minute. */
      keepFailedFor?: HumanDuration | string;
    };
  };
}
