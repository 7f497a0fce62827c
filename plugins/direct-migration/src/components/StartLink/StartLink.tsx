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

import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { ReactNode } from 'react';
import { templateRouteRef } from '../../routes';

/** Props of {@link StartLink}. */
export interface StartLinkProps {
  /** Entity ref of a software template. */
  template: string;
  /** Handed to the template's form as `entityRef`. */
  entityRef?: string;
  children: ReactNode;
}

/** Leads to a software template that starts a migration; nothing where the scaffolder is not installed. */
export function StartLink(props: StartLinkProps) {
  const templateLink = useRouteRef(templateRouteRef);
  let href;
  if (templateLink) {
    const ref = parseEntityRef(props.template, {
      defaultKind: 'template',
      defaultNamespace: 'default',
    });
    href = templateLink({ namespace: ref.namespace, templateName: ref.name });
    if (props.entityRef) {
      const formData = JSON.stringify({ entityRef: props.entityRef });
      href += `?formData=${encodeURIComponent(formData)}`;
    }
  }
  return href ? (
    <ButtonLink href={href} variant="secondary" size="small">
      {props.children}
    </ButtonLink>
  ) : null;
}
