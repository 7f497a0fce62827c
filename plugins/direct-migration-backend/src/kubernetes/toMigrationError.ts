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

import { MigrationError } from '../errors/MigrationError';

/** The request that failed, for the message and for the rule to add. @internal */
export interface FailedRequest {
  /** For people: `East (https://…)`. */
  cluster: string;
  verb: string;
  group?: string;
  resource?: string;
  namespace?: string;
  name?: string;
}

/** A `Status` of the Kubernetes API. @internal */
export interface ApiStatus {
  kind?: string;
  message?: string;
  reason?: string;
  code?: number;
  details?: { kind?: string; name?: string; group?: string };
}

interface Failure {
  /** A DOMException has a number here. */
  code?: unknown;
  message?: string;
  name?: string;
  cause?: unknown;
}

const TLS_CAUSES: Record<string, { message: string; hint: string }> = {
  CERT_HAS_EXPIRED: {
    message: 'its certificate has expired',
    hint: "Renew the API server's certificate.",
  },
  CERT_NOT_YET_VALID: {
    message: 'its certificate is not valid yet',
    hint: "Check the clocks of the cluster and of Backstage's host.",
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    message: 'its certificate is for another host name',
    hint: "Use an address in the annotation kubernetes.io/api-server that the API server's certificate names.",
  },
};
const UNKNOWN_CA = {
  message: 'its certificate is signed by an authority that is not trusted',
  hint: "Put the cluster's CA in the annotation kubernetes.io/api-server-certificate-authority (base64), or set caFile for it in directMigration.clusters.",
};
for (const code of [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
]) {
  TLS_CAUSES[code] = UNKNOWN_CA;
}

function what(request: FailedRequest): string {
  const object = [request.resource, request.name].filter(Boolean).join(' ');
  const place = request.namespace ? ` in namespace ${request.namespace}` : '';
  return `${request.verb} ${object}${place}`;
}

/**
 * Names the cause of a request that got no answer.
 *
 * @internal
 */
export function fromTransportError(
  error: unknown,
  request: FailedRequest,
): MigrationError {
  if (error instanceof MigrationError) {
    return error;
  }
  const chain: { code?: string; message?: string; name?: string }[] = [];
  let link = error as Failure | undefined;
  while (link && chain.length < 5) {
    if (link instanceof MigrationError) {
      return link;
    }
    chain.push({
      name: link.name,
      message: link.message,
      code: typeof link.code === 'string' ? link.code : undefined,
    });
    link = link.cause as Failure | undefined;
  }
  for (const { code, message } of chain) {
    if (code && TLS_CAUSES[code]) {
      return new MigrationError({
        code: 'CLUSTER_TLS',
        cluster: request.cluster,
        message: `${request.cluster} is not trusted: ${TLS_CAUSES[code].message} (${code})`,
        hint: TLS_CAUSES[code].hint,
        kind: 'ServiceUnavailableError',
        cause: error,
      });
    }
    if (code?.startsWith('ERR_SSL_') || code === 'EPROTO') {
      const expired = /certificate.expired/i.test(`${code} ${message}`);
      return new MigrationError({
        code: 'CLUSTER_TLS',
        cluster: request.cluster,
        message: expired
          ? `${request.cluster} refused the client certificate: it has expired`
          : `${request.cluster} ended the TLS handshake: ${message}`,
        hint: expired
          ? 'Configure a new client certificate, or a token, for this cluster.'
          : 'Check that the address is an API server speaking TLS 1.2 or newer.',
        kind: 'ServiceUnavailableError',
        cause: error,
      });
    }
  }
  const last = chain.find(e => e.code) ?? chain[chain.length - 1];
  const timeout = chain.some(
    e => e.name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(e.code ?? ''),
  );
  return new MigrationError({
    code: 'CLUSTER_UNREACHABLE',
    cluster: request.cluster,
    message: `${request.cluster} cannot be reached: ${
      timeout
        ? 'no answer in time'
        : last?.message || last?.code || String(error)
    }`,
    hint: 'Check the annotation kubernetes.io/api-server, DNS, firewalls, and that the cluster runs.',
    kind: 'ServiceUnavailableError',
    retryable: true,
    cause: error,
  });
}

/**
 * Names the cause of an answer that is an error.
 *
 * @internal
 */
export function fromStatus(
  httpStatus: number,
  status: ApiStatus,
  request: FailedRequest,
): MigrationError {
  const message = status.message || `HTTP ${httpStatus}`;
  if (httpStatus >= 300 && httpStatus < 400) {
    return new MigrationError({
      code: 'CLUSTER_REDIRECT',
      cluster: request.cluster,
      message: `${request.cluster} answered with a redirect, which is not followed`,
      hint: 'Use the final address of the API server in the annotation kubernetes.io/api-server.',
      kind: 'ServiceUnavailableError',
    });
  }
  if (httpStatus === 401) {
    return new MigrationError({
      code: 'CLUSTER_UNAUTHORIZED',
      cluster: request.cluster,
      message: `${request.cluster} does not accept the credentials: ${message}`,
      hint: 'The token or client certificate is wrong, has expired or was revoked. Configure a new one for this cluster in directMigration.clusters.',
      kind: 'ServiceUnavailableError',
    });
  }
  if (httpStatus === 403) {
    if (
      // What RBAC says ends in the kind that was asked for, which may be LimitRange.
      !/ cannot [a-z]+ resource /.test(message) &&
      /exceeded quota|LimitRange|failed quota|(?:maximum|minimum) .* (?:usage|ratio) per|limit to request ratio per/i.test(
        message,
      )
    ) {
      return new MigrationError({
        code: 'QUOTA_EXCEEDED',
        message: `${request.cluster}: a quota or limit refused to ${what(
          request,
        )}: ${message}`,
        hint: `Raise the ResourceQuota or LimitRange of namespace ${request.namespace}, or free some of it.`,
        kind: 'ConflictError',
        retryable: true,
      });
    }
    if (/PodSecurity|security context constraint/i.test(message)) {
      return new MigrationError({
        code: 'POD_SECURITY',
        message: `${request.cluster}: the pod security rules of namespace ${request.namespace} refuse the transfer pod: ${message}`,
        hint: 'The pod runs as root with few capabilities to keep the owners of files: allow the level "baseline" in the namespace, or on OpenShift an SCC such as "anyuid" for its service account.',
        kind: 'ConflictError',
      });
    }
    if (/is being terminated/i.test(message)) {
      return new MigrationError({
        code: 'NAMESPACE_TERMINATING',
        message: `${request.cluster}: namespace ${request.namespace} is being deleted`,
        hint: 'Wait until it is gone, or choose another target namespace.',
        kind: 'ConflictError',
        retryable: true,
      });
    }
    return new MigrationError({
      code: 'CLUSTER_FORBIDDEN',
      cluster: request.cluster,
      message: `${request.cluster} forbids to ${what(request)}: ${message}`,
      hint: roleRule(request),
      kind: 'ServiceUnavailableError',
    });
  }
  if (httpStatus === 404 && status.details?.kind === 'namespaces') {
    return new MigrationError({
      code: 'NAMESPACE_NOT_FOUND',
      message: `${request.cluster} has no namespace ${
        status.details.name ?? request.namespace
      }`,
      hint: 'Check the name, or create the namespace.',
      kind: 'NotFoundError',
    });
  }
  if (httpStatus === 404) {
    return new MigrationError({
      code: 'CLUSTER_NOT_FOUND',
      message: `${request.cluster} cannot ${what(request)}: ${message}`,
      hint: 'Somebody deleted it, or the cluster does not serve this kind: try again, and check that the API of this kind is installed.',
      kind: 'NotFoundError',
    });
  }
  if (httpStatus === 409) {
    const exists = status.reason === 'AlreadyExists';
    return new MigrationError({
      code: exists ? 'ALREADY_EXISTS' : 'CONFLICT',
      message: `${request.cluster} cannot ${what(request)}: ${message}`,
      hint: exists
        ? 'Somebody else made an object of this name: delete or rename it.'
        : 'Somebody else changed it at the same moment; it is tried again.',
      kind: 'ConflictError',
      retryable: !exists,
    });
  }
  if (httpStatus === 400 || httpStatus === 422) {
    return new MigrationError({
      code: 'CLUSTER_REJECTED',
      message: `${request.cluster} refuses to ${what(request)}: ${message}`,
      hint: 'A rule or an admission webhook of the cluster does not take the object, as the message says: correct the plan, or allow it there.',
      kind: 'InputError',
    });
  }
  return new MigrationError({
    code: 'CLUSTER_ERROR',
    cluster: request.cluster,
    message: `${request.cluster} failed to ${what(request)}: ${message}`,
    hint: 'The API server has a problem of its own: check its health. A running migration asks it again by itself.',
    kind: 'ServiceUnavailableError',
    retryable: true,
  });
}

/**
 * The rule that is missing, ready to be put into a Role or ClusterRole.
 */
function roleRule(request: {
  verb: string;
  group?: string;
  resource?: string;
  namespace?: string;
}): string {
  if (request.resource?.startsWith('/')) {
    return `Bind the ClusterRole system:discovery, or add to a ClusterRole: {nonResourceURLs: ["${request.resource}"], verbs: ["${request.verb}"]}`;
  }
  const kind = request.namespace
    ? `a Role in namespace ${request.namespace}`
    : 'a ClusterRole';
  return `Add to ${kind}: {apiGroups: ["${
    request.group ?? ''
  }"], resources: ["${request.resource}"], verbs: ["${request.verb}"]}`;
}
