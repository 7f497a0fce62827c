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
import type { PlanImage } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  directMigrationTranslationRef,
  ImagePicker,
} from '@direct-migration/backstage-plugin-direct-migration/fields';
import { fieldsTranslationRef } from '../../translation';
import { FieldFrame } from '../FieldFrame';
import { formPlan } from '../formPlan';
import { formProblems } from '../formProblems';
import { sayingWhatIsEmpty } from '../sayingWhatIsEmpty';
import { useForgotten } from '../useForgotten';
import type { ImagePickerSchema } from './schema';

/** Images of the namespaces that another field of the form holds, and which of their tags go where. */
export function ImagePickerFormField(
  props: typeof ImagePickerSchema.TProps,
): JSX.Element {
  const { formData: value = [], schema } = props;
  const onChange = (images: PlanImage[]) =>
    props.onChange(sayingWhatIsEmpty(images, schema.default));
  const { t } = useTranslationRef(fieldsTranslationRef);
  const { t: texts } = useTranslationRef(directMigrationTranslationRef);
  const plan = formPlan(
    props.formContext?.formData,
    props.uiSchema['ui:options'],
    { images: value },
  );
  const namespaces = plan.namespaces.filter(({ source }) => source);
  useForgotten(plan.sourceCluster, () => onChange([]));
  return (
    <FieldFrame title={schema.title ?? t('images.label')}>
      {plan.sourceCluster && namespaces.length ? (
        <ImagePicker
          sourceCluster={plan.sourceCluster}
          namespaces={namespaces}
          value={value}
          onChange={onChange}
          problems={formProblems(plan, 'images', texts)}
          isDisabled={props.disabled}
        />
      ) : (
        <Text as="p" color="secondary">
          {t('namespaces.chooseFirst')}
        </Text>
      )}
    </FieldFrame>
  );
}
