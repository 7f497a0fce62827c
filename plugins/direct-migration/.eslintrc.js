// What is shown or spoken can be translated: none of it stands in a component.
const SPOKEN =
  'aria-label|aria-description|aria-valuetext|alt|description|label|placeholder|title';
const spokenLiterals = [
  '> Literal',
  '> JSXExpressionContainer > Literal',
  '> JSXExpressionContainer > TemplateLiteral[expressions.length=0]',
].map(literal => ({
  selector: `JSXAttribute[name.name=/^(${SPOKEN})$/] ${literal}`,
  message: 'Take the text from src/messages, so that it can be translated.',
}));

// The override takes the place of Backstage's own, which is this one.
const defaultImports = {
  selector:
    "ImportDeclaration[source.value='react'] :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)",
  message: 'Import what is used of react by its name.',
};

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // Files with a dot in front are ignored otherwise, this one too.
  ignorePatterns: ['!.eslintrc.js'],
  overrides: [
    {
      files: ['src/**/*.tsx'],
      excludedFiles: ['**/*.test.tsx', '**/__testUtils__/**'],
      rules: {
        'no-restricted-syntax': ['error', ...spokenLiterals, defaultImports],
        'react/jsx-no-literals': [
          'error',
          {
            noStrings: true,
            ignoreProps: true,
            allowedStrings: ['–', '·', '→', ' '],
          },
        ],
      },
    },
  ],
});
