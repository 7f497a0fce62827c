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

import type { AccessQuestion } from './ClusterClient';
import type { ClusterRequests } from './ClusterRequests';

/**
 * Asks the cluster whether we may do something.
 * @param cluster - how errors name the cluster
 * @internal
 */
export async function reviewAccess(
  requests: ClusterRequests,
  cluster: string,
  question: AccessQuestion,
  options?: { signal?: AbortSignal },
): Promise<{ allowed: boolean; reason?: string }> {
  const review = await requests.call<{
    status?: { allowed?: boolean; reason?: string };
  }>(
    {
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            verb: question.verb,
            group: question.group,
            resource: question.resource,
            subresource: question.subresource,
            namespace: question.namespace,
          },
        },
      },
      ...options,
    },
    {
      cluster,
      verb: 'create',
      group: 'authorization.k8s.io',
      resource: 'selfsubjectaccessreviews',
    },
  );
  return {
    allowed: review?.status?.allowed === true,
    reason: review?.status?.reason || undefined,
  };
}
