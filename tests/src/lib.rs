//! Journeys and proofs across the rooms.
