import type { Person } from '../model';

const person = (key: number, id: string, displayName: string, uniqueName: string, personId: number): Person => ({
  id,
  displayName,
  uniqueName,
  descriptor: `aad.${Buffer.from(`fabrikam-person-${key}`).toString('base64url')}`,
  personId,
});

/** The signed-in user, as in the reference documents. */
export const jamal: Person = {
  id: 'd291b0c4-a05c-4ea6-8df1-4b41d5f39eff',
  displayName: 'Jamal Hartnett',
  uniqueName: 'fabrikamfiber4@hotmail.com',
  descriptor: 'aad.YTkzODFkODYtNTYxYS03ZDdiLWJjM2QtZDUzMjllMjM5OTAz',
  personId: 77331,
};

export const johnnie = person(
  2,
  '8c8c7d32-6b1b-47f4-b2e9-30b477b5ab3d',
  'Johnnie McLeod',
  'fabrikamfiber2@hotmail.com',
  77332,
);
export const chuck = person(
  3,
  '3b5f0c34-4aec-4bf4-8708-1d36f0dbc468',
  'Chuck Reinhart',
  'fabrikamfiber3@hotmail.com',
  77333,
);
export const raisa = person(
  5,
  'bd30b46e-5f3e-4d3e-a2c6-5d3a8ac0b8e3',
  'Raisa Pokrovskaya',
  'fabrikamfiber5@hotmail.com',
  77334,
);
export const christie = person(
  1,
  'a5555a6e-5a0f-4e4b-8f43-5d5c0e2d4f41',
  'Christie Church',
  'fabrikamfiber1@hotmail.com',
  77335,
);
export const norman = person(
  16,
  'e8a5d0e1-9c0b-4f0f-8b53-7c4b5d9e6a10',
  'Norman Paulk',
  'fabrikamfiber16@hotmail.com',
  77336,
);

/** Belongs to no team: may read what is shared, and not write it. */
export const helena = person(
  9,
  '5f7d1e0c-2b84-4c7e-9a36-d1c8e4b7f205',
  'Helena Petersen',
  'fabrikamfiber9@hotmail.com',
  77339,
);

/** Everybody in the teams of the sample organization. */
export const people: readonly Person[] = [jamal, johnnie, chuck, raisa, christie, norman];
