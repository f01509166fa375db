import { describe, expect, it } from 'vitest';
import type { Location } from '../../../generated/api.ts';
import {
  fieldOfPointer,
  mergeVenues,
  newHall,
  newVenueValues,
  readCoordinates,
  toVenueBody,
  toVenuePatch,
  toVenueValues,
  type VenueValues,
  venueMistakes,
} from './venue-values.ts';

const venue: Location = {
  id: 'loc_1',
  name: 'Alte Oper',
  address: { street: 'Opernplatz 1', city: 'Frankfurt', countryCode: 'DE' },
  coordinates: { latitude: 50.1158, longitude: 8.6717 },
  timeZone: 'Europe/Berlin',
  openingHours: 'Mo-Fr 10-18',
  halls: [{ id: 'hal_1', name: 'Großer Saal', location: 'Left', capacity: 2434, isSeated: true }],
  createdAt: '2027-01-01T00:00:00Z',
  updatedAt: '2027-01-01T00:00:00Z',
  version: 3,
};
const values = toVenueValues(venue);
const firstHall = newHall('x');

describe('what the form sends', () => {
  it('is nothing where nothing was changed', () => {
    expect(toVenuePatch(values, values)).toBeUndefined();
  });

  it('is what was changed, the halls as a whole list with their ids and without their plans', () => {
    const changed: VenueValues = {
      ...values,
      openingHours: '',
      halls: [...values.halls, { ...firstHall, name: ' Foyer ', capacity: 80 }],
    };
    expect(toVenuePatch(values, changed)).toEqual({
      openingHours: '',
      halls: [
        { id: 'hal_1', name: 'Großer Saal', location: 'Left', capacity: 2434 },
        { name: 'Foyer', capacity: 80 },
      ],
    });
  });

  it('is the whole address, so that a part of it can go', () => {
    const changed = { ...values, address: { ...values.address, street: ' ' } };
    expect(toVenuePatch(values, changed)).toEqual({ address: { city: 'Frankfurt', countryCode: 'DE' } });
  });

  it('leaves out of a new location what is empty', () => {
    const body = toVenueBody({
      ...newVenueValues,
      name: 'Tent ',
      address: { ...newVenueValues.address, city: 'Oslo', countryCode: 'NO' },
      timeZone: 'Europe/Oslo',
      halls: [{ ...firstHall, name: 'Ring', capacity: '300' }],
    });
    expect(body).toEqual({
      name: 'Tent',
      address: { city: 'Oslo', countryCode: 'NO' },
      timeZone: 'Europe/Oslo',
      halls: [{ name: 'Ring', capacity: 300 }],
    });
  });
});

describe('mistakes', () => {
  it('are all named at once, each at its field', () => {
    expect(venueMistakes(newVenueValues)).toEqual({
      name: 'nameMissing',
      'address.city': 'cityMissing',
      'address.countryCode': 'countryMissing',
      timeZone: 'zoneMissing',
      'halls.0.name': 'hallNameMissing',
      'halls.0.capacity': 'capacityRange',
    });
  });

  it('are none in what is stored', () => {
    expect(venueMistakes(values, values)).toEqual({});
  });

  it('see half a pair of coordinates, one out of range, and one that cannot go any more', () => {
    const withPoint = (latitude: number | string, longitude: number | string) =>
      venueMistakes({ ...values, coordinates: { latitude, longitude } }, values);
    expect(withPoint(50, '')).toEqual({ 'coordinates.longitude': 'coordinateMissing' });
    expect(withPoint(91, -181)).toEqual({
      'coordinates.latitude': 'latitudeRange',
      'coordinates.longitude': 'longitudeRange',
    });
    expect(withPoint('', '')).toEqual({ 'coordinates.latitude': 'coordinatesStay' });
  });

  it('see two halls of one name, however it is written, and the place of a hall that cannot go', () => {
    const hall = { ...firstHall, name: ' großer saal', capacity: 1 };
    expect(venueMistakes({ ...values, halls: [...values.halls, hall] }, values)).toEqual({
      'halls.1.name': 'hallNameTwice',
    });
    const [known] = values.halls;
    const emptied = known === undefined ? [] : [{ ...known, location: '' }];
    expect(venueMistakes({ ...values, halls: emptied }, values)).toEqual({ 'halls.0.location': 'hallPlaceStays' });
  });
});

it('reads coordinates as maps copy them, and nothing else', () => {
  expect(readCoordinates('52.5163, 13.3777')).toEqual({ latitude: 52.5163, longitude: 13.3777 });
  expect(readCoordinates(' -33.85°  151.2 ')).toEqual({ latitude: -33.85, longitude: 151.2 });
  for (const text of ['52.5', '95, 13', 'near 52.5, 13', '52.5, 190']) expect(readCoordinates(text)).toBeUndefined();
});

it('finds the field of a pointer', () => {
  expect(fieldOfPointer('/halls/1/capacity')).toBe('halls.1.capacity');
  expect(fieldOfPointer('/address/city')).toBe('address.city');
  expect(fieldOfPointer('/halls')).toBeUndefined();
});

it('puts what was changed here on what others saved meanwhile, and makes a hall anew that they removed', () => {
  const [hall] = values.halls;
  const theirs = { ...values, name: 'Neue Oper', openingHours: 'never', halls: [{ ...firstHall, id: 'hal_2' }] };
  const untouched = mergeVenues({ base: values, theirs, mine: { ...values, openingHours: 'always' } });
  expect(untouched).toEqual({ ...theirs, openingHours: 'always' });
  const larger = hall === undefined ? [] : [{ ...hall, capacity: 3000 }];
  const merged = mergeVenues({ base: values, theirs, mine: { ...values, halls: larger } });
  expect(merged).toMatchObject({ name: 'Neue Oper', halls: [{ name: 'Großer Saal', capacity: 3000 }] });
  expect(merged.halls[0]).not.toHaveProperty('id');
});
