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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  directMigrationTranslationRef,
  NamespaceMappingField,
} from '@direct-migration/backstage-plugin-direct-migration/fields';
import { fieldsTranslationRef } from '../../translation';
import { FieldFrame } from '../FieldFrame';
import { formPlan } from '../formPlan';
import { formProblems } from '../formProblems';
import { sayingWhatIsEmpty } from '../sayingWhatIsEmpty';
import { useForgotten } from '../useForgotten';
import type { NamespaceMappingSchema } from './schema';

/** Which namespaces of the source cluster become which of the target cluster. */
export function NamespaceMapping(
  props: typeof NamespaceMappingSchema.TProps,
): JSX.Element {
  const { formData: value = [], rawErrors, schema } = props;
  const onChange = (mappings: typeof value) =>
    props.onChange(sayingWhatIsEmpty(mappings, schema.default));
  const { t } = useTranslationRef(fieldsTranslationRef);
  const { t: texts } = useTranslationRef(directMigrationTranslationRef);
  const options = props.uiSchema['ui:options'];
  const plan = {
    ...formPlan(props.formContext?.formData, options, {}),
    namespaces: value,
  };
  useForgotten(plan.sourceCluster, () => onChange([]));
  const problems = formProblems(plan, 'namespaces', texts).filter(
    // What is only missing is not said before one wants to go on.
    ({ field }) => rawErrors?.length || valueOf(value, field),
  );
  return (
    <FieldFrame title={schema.title ?? t('namespaces.label')}>
      {plan.sourceCluster ? (
        <NamespaceMappingField
          label={schema.title ?? t('namespaces.label')}
          sourceCluster={plan.sourceCluster}
          targetCluster={plan.targetCluster || undefined}
          value={value}
          onChange={onChange}
          problems={problems}
          isDisabled={props.disabled}
        />
      ) : (
        <Text as="p" color="secondary">
          {t('namespace.chooseCluster')}
        </Text>
      )}
    </FieldFrame>
  );
}

/** The text in `namespaces[0].source`. */
function valueOf(
  value: Array<{ source: string; target: string }>,
  field: string,
): string | undefined {
  const match = /\[(\d+)\]\.(source|target)$/.exec(field);
  return match
    ? value[Number(match[1])]?.[match[2] as 'source' | 'target']
    : undefined;
}
