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

import { AccessControl, SandboxUser } from './AccessControl';

/**
 * Answers a SelfSubjectAccessReview or a SelfSubjectRulesReview.
 * @internal
 */
export function reviewAccess(
  resource: string,
  body: any,
  user: SandboxUser | undefined,
  access: AccessControl,
): object | undefined {
  if (resource === 'selfsubjectaccessreviews') {
    const wanted = body?.spec?.resourceAttributes;
    const allowed = wanted
      ? access.isAllowed(user, {
          verb: wanted.verb ?? '*',
          group: wanted.group ?? '',
          resource: wanted.resource ?? '*',
          subresource: wanted.subresource,
          namespace: wanted.namespace,
          name: wanted.name,
        })
      : Boolean(user);
    return {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: { creationTimestamp: null },
      spec: body?.spec ?? {},
      status: {
        allowed,
        ...(allowed
          ? { reason: 'sandbox: users may do all that is not denied' }
          : {}),
      },
    };
  }
  if (resource === 'selfsubjectrulesreviews') {
    return {
      kind: 'SelfSubjectRulesReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: { creationTimestamp: null },
      spec: {},
      status: {
        resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
        nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
        // Rules cannot express a denial.
        incomplete: Boolean(user?.deny?.length),
      },
    };
  }
  return undefined;
}
