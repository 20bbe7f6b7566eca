SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.purge_authentication_event(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM authentication_event WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM authentication_event
            WHERE authenticated_at < least(before, now() - interval '5 years')
            ORDER BY authenticated_at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.purge_chained_history(before timestamp with time zone, most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        BEGIN
          RETURN QUERY WITH aged AS (
            SELECT r.id, l.position FROM history AS r JOIN ledger_leaf AS l ON l.entry_id = r.id
            WHERE r.happened_at < least(before, now() - interval '5 years') AND NOT (r.happening = 'history_purged')
            ORDER BY r.happened_at LIMIT most FOR UPDATE OF r SKIP LOCKED
          ), gone AS (
            DELETE FROM history AS r USING aged WHERE r.id = aged.id RETURNING aged.position
          ) SELECT gone.position FROM gone;
        END $$;
CREATE FUNCTION public.purge_document(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM document WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM document
            WHERE stored_at < least(before, now() - interval '5 years')
            ORDER BY stored_at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.purge_evidence(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM evidence WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM evidence
            WHERE proven_at < least(before, now() - interval '5 years')
            ORDER BY proven_at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.purge_letter(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM letter WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM letter
            WHERE dated_at < least(before, now() - interval '5 years')
            ORDER BY dated_at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.purge_letter_delivery(before timestamp with time zone, most integer DEFAULT 1000) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DECLARE gone bigint;
        BEGIN
          DELETE FROM letter_delivery WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM letter_delivery
            WHERE at < least(before, now() - interval '5 years')
            ORDER BY at LIMIT most FOR UPDATE SKIP LOCKED
          ));
          GET DIAGNOSTICS gone = ROW_COUNT;
          RETURN gone;
        END $$;
CREATE FUNCTION public.refuse_to_bend_evidence() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
          RAISE EXCEPTION '%: rows are evidence and stay as they are', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
        END $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account (
    subject_id uuid NOT NULL,
    username_key bytea NOT NULL,
    username_sealed bytea NOT NULL,
    level integer,
    state text NOT NULL,
    locale text,
    created_at timestamp with time zone NOT NULL,
    activated_at timestamp with time zone,
    terms_version text,
    terms_accepted_at timestamp with time zone,
    lock_ground text,
    lock_body text,
    lock_remedy text,
    locked_at timestamp with time zone,
    guarded text DEFAULT 'by_age'::text,
    security_stamp integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.activation_link (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    digest bytea NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone,
    ends_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    replaced_at timestamp with time zone
);
CREATE TABLE public.address_failures (
    key text NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    failures integer NOT NULL
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.app_key (
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    thumbprint bytea NOT NULL,
    point bytea NOT NULL,
    user_auth text NOT NULL,
    security_level integer NOT NULL,
    package text NOT NULL,
    signer bytea NOT NULL,
    patch_level integer,
    anchor bytea NOT NULL,
    anchored_at timestamp with time zone,
    retire_digest bytea NOT NULL
);
CREATE TABLE public.app_key_certificate (
    credential_id uuid NOT NULL,
    serial text NOT NULL
);
CREATE TABLE public.app_request (
    id uuid NOT NULL,
    handle_digest bytea NOT NULL,
    transaction_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    audience text NOT NULL,
    way text NOT NULL,
    client_id text NOT NULL,
    acr text NOT NULL,
    shown jsonb NOT NULL,
    number text,
    wrong_numbers integer NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    scan_by timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    nonce_digest bytea,
    scanned_at timestamp with time zone,
    approved_at timestamp with time zone,
    credential_id uuid,
    proof_digest bytea,
    answer_digest bytea,
    ended_at timestamp with time zone,
    statement bytea,
    signature text,
    shown_sealed bytea
);
CREATE TABLE public.appointment (
    id uuid NOT NULL,
    officer_id uuid NOT NULL,
    roles jsonb NOT NULL,
    desk text NOT NULL,
    desk_kind text NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    appointed_at timestamp with time zone NOT NULL,
    decision_id uuid,
    ended_at timestamp with time zone,
    ended_by uuid
);
CREATE TABLE public.authentication_event (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    client_id text,
    level smallint NOT NULL,
    kinds jsonb NOT NULL,
    authenticated_at timestamp with time zone NOT NULL,
    shown jsonb,
    purpose text,
    session_id uuid
);
CREATE TABLE public.authenticator_metadata (
    id integer NOT NULL,
    number bigint NOT NULL,
    next_update timestamp with time zone NOT NULL,
    imported_at timestamp with time zone NOT NULL
);
CREATE TABLE public.authenticator_model (
    aaguid text NOT NULL,
    model_class text NOT NULL,
    rejected_for text,
    roots jsonb NOT NULL
);
CREATE TABLE public.authorization_code (
    digest bytea NOT NULL,
    subject_id uuid NOT NULL,
    client_id text NOT NULL,
    family_id uuid NOT NULL,
    redirect_uri text NOT NULL,
    code_challenge text NOT NULL,
    grant_sealed bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    redeemed_at timestamp with time zone
);
CREATE TABLE public.authorization_transaction (
    id uuid NOT NULL,
    browser_digest bytea NOT NULL,
    request jsonb,
    begun_at timestamp with time zone NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    presence_chosen_at timestamp with time zone,
    declined_at timestamp with time zone,
    asks_who_at timestamp with time zone,
    request_sealed bytea
);
CREATE TABLE public.backchannel_request (
    id uuid NOT NULL,
    auth_req_digest bytea NOT NULL,
    client_id text NOT NULL,
    terminal_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    device_id uuid NOT NULL,
    asked jsonb,
    words text,
    number_digest bytea NOT NULL,
    state text NOT NULL,
    tries smallint NOT NULL,
    interval_seconds smallint NOT NULL,
    polled_at timestamp with time zone,
    asked_at timestamp with time zone NOT NULL,
    touched_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    family_id uuid NOT NULL,
    "grant" jsonb,
    ping_id uuid,
    page text,
    asked_sealed bytea
);
CREATE TABLE public.binding (
    ceremony_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    bound smallint NOT NULL,
    identity boolean NOT NULL,
    resistant boolean NOT NULL,
    effective_at timestamp with time zone NOT NULL
);
CREATE TABLE public.binding_ceremony (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    proven jsonb NOT NULL,
    transaction_id uuid,
    officers jsonb NOT NULL,
    place text NOT NULL,
    held_at timestamp with time zone NOT NULL,
    tainted_at timestamp with time zone
);
CREATE TABLE public.biometric_assurance (
    id uuid NOT NULL,
    provider_id uuid NOT NULL,
    kind text NOT NULL,
    standard text NOT NULL,
    lab text NOT NULL,
    value text,
    report text NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    state text NOT NULL,
    proposed_by text NOT NULL,
    approved_by text,
    retired_by text
);
CREATE TABLE public.biometric_attempt (
    id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    modality text NOT NULL,
    channel text NOT NULL,
    device text,
    matcher_id uuid NOT NULL,
    liveness_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    outcome text,
    attack_outcome text NOT NULL,
    attack_evidence text,
    sample_digest bytea NOT NULL,
    samples jsonb NOT NULL,
    score_bucket integer,
    milliseconds integer NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.biometric_consent (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    purpose text NOT NULL,
    text_version text NOT NULL,
    text_digest text NOT NULL,
    lang text NOT NULL,
    channel text NOT NULL,
    transaction_id uuid,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone
);
CREATE TABLE public.biometric_provider (
    id uuid NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    interface text NOT NULL,
    endpoint text NOT NULL,
    gallery text NOT NULL,
    modalities jsonb NOT NULL,
    person_reference text NOT NULL,
    provenance text NOT NULL,
    profile text NOT NULL,
    token_key bytea,
    token_sealed bytea,
    state text NOT NULL,
    proposed_by text NOT NULL,
    approved_by text,
    retired_by text
);
CREATE TABLE public.biometric_tries (
    subject_id uuid NOT NULL,
    modality text NOT NULL,
    failures integer NOT NULL,
    opens_at timestamp with time zone,
    disabled_at timestamp with time zone
);
CREATE TABLE public.card_revocation_list (
    issuer_digest bytea NOT NULL,
    number bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    imported_at timestamp with time zone NOT NULL
);
CREATE TABLE public.case_check (
    "only" integer NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    faulty integer NOT NULL
);
CREATE TABLE public.case_event (
    case_id uuid NOT NULL,
    version integer NOT NULL,
    event text NOT NULL,
    state text NOT NULL,
    actor text NOT NULL,
    facts jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    decision_id uuid,
    due_by timestamp with time zone NOT NULL
);
CREATE TABLE public.case_file (
    id uuid NOT NULL,
    number text NOT NULL,
    procedure text NOT NULL,
    rule_set text NOT NULL,
    subject_id uuid,
    client_id text,
    body_id uuid,
    desk text NOT NULL,
    owner text,
    state text NOT NULL,
    version integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    due_by timestamp with time zone NOT NULL
);
CREATE TABLE public.chip_card (
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    key_digest bytea NOT NULL,
    key_info bytea NOT NULL,
    key_hash text,
    signer bytea NOT NULL,
    document_sealed bytea NOT NULL,
    expires_on date NOT NULL
);
CREATE TABLE public.client (
    client_id text NOT NULL,
    state text NOT NULL,
    terms_version text,
    secret_digest bytea,
    particulars jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    former_secret_digest bytea,
    former_secret_until timestamp with time zone,
    tokens_from timestamp with time zone
);
CREATE TABLE public.client_origin (
    origin text NOT NULL,
    client_id text NOT NULL
);
CREATE TABLE public.consent (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    client_id text NOT NULL,
    provider text,
    items jsonb NOT NULL,
    purposes jsonb NOT NULL,
    declined jsonb NOT NULL,
    text_version text NOT NULL,
    text_digest text NOT NULL,
    lang text NOT NULL,
    legal_basis text NOT NULL,
    level integer NOT NULL,
    transaction_id uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    superseded_at timestamp with time zone,
    questions integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.contact (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    value_sealed bytea NOT NULL,
    value_index bytea NOT NULL,
    bound smallint NOT NULL,
    ceremony_id uuid,
    set_at timestamp with time zone NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    lost_at timestamp with time zone,
    replaced_at timestamp with time zone,
    undone_at timestamp with time zone
);
CREATE TABLE public.counter_visit (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    state text NOT NULL,
    document text NOT NULL,
    begun_by text NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    confirmed_by text,
    confirmed_at timestamp with time zone
);
CREATE TABLE public.credential (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    label text NOT NULL,
    enrolled_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    flagged_at timestamp with time zone,
    resumable boolean DEFAULT false NOT NULL,
    bound smallint DEFAULT '1'::smallint NOT NULL,
    identity boolean DEFAULT false NOT NULL,
    resistant boolean DEFAULT false NOT NULL,
    effective_at timestamp with time zone,
    held_since timestamp with time zone,
    rises_to smallint,
    rises_identity boolean DEFAULT false NOT NULL,
    rises_at timestamp with time zone
);
CREATE TABLE public.deadline (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    case_kind text NOT NULL,
    term text NOT NULL,
    rule_set text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    half_at timestamp with time zone NOT NULL,
    most_at timestamp with time zone NOT NULL,
    escalate_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    calendar text NOT NULL,
    certainty integer NOT NULL,
    half_warned_at timestamp with time zone,
    warned_at timestamp with time zone,
    escalated_at timestamp with time zone,
    breached_at timestamp with time zone,
    stopped_at timestamp with time zone,
    outcome text
);
CREATE TABLE public.decision (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    version integer NOT NULL,
    procedure text NOT NULL,
    event text NOT NULL,
    content bytea NOT NULL,
    digest bytea NOT NULL,
    state text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone
);
CREATE TABLE public.delegation (
    id uuid NOT NULL,
    officer_id uuid NOT NULL,
    powers jsonb NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    decision_id uuid NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid
);
CREATE TABLE public.desk_session (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    token_digest bytea NOT NULL,
    event_id uuid NOT NULL,
    session_id uuid NOT NULL,
    appointment_id uuid,
    begun_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    device text NOT NULL,
    security_stamp integer NOT NULL
);
CREATE TABLE public.document (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    case_number text NOT NULL,
    kind text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    digest bytea NOT NULL,
    sent_digest bytea NOT NULL,
    stored_at timestamp with time zone NOT NULL
);
CREATE TABLE public.erasure (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    held_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    done_at timestamp with time zone
);
CREATE TABLE public.evidence (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    kind text NOT NULL,
    credential_id uuid NOT NULL,
    proven_at timestamp with time zone NOT NULL,
    proof_digest bytea NOT NULL,
    security_stamp integer,
    bound smallint DEFAULT '1'::smallint NOT NULL,
    identity boolean DEFAULT false NOT NULL,
    resistant boolean DEFAULT false NOT NULL
);
CREATE TABLE public.factor_try (
    account_key bytea NOT NULL,
    factor text NOT NULL,
    tries integer NOT NULL,
    opens_at timestamp with time zone NOT NULL
);
CREATE TABLE public.forgotten_request (
    id uuid NOT NULL,
    account_key bytea NOT NULL,
    forgotten text NOT NULL,
    known boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL
);
CREATE TABLE public.guessed_name (
    username_key bytea NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.guessed_second_step (
    subject_id uuid NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.history (
    id uuid NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    happening text NOT NULL,
    subject_id uuid,
    actor text NOT NULL,
    client_id text,
    transaction_id uuid,
    facts jsonb NOT NULL,
    fields_act text NOT NULL,
    seal bytea,
    actor_details jsonb,
    actor_id text
);
CREATE TABLE public.history_sealing (
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone
);
CREATE TABLE public.identity (
    subject_id uuid NOT NULL,
    data_key bytea NOT NULL,
    identity_sealed bytea NOT NULL
);
CREATE TABLE public.installation (
    key text NOT NULL,
    decision_id uuid NOT NULL,
    offline_keys jsonb NOT NULL,
    authorised_by jsonb NOT NULL,
    done_at timestamp with time zone NOT NULL
);
CREATE TABLE public.known_browser (
    subject_id uuid NOT NULL,
    browser_digest bytea NOT NULL,
    met_at timestamp with time zone NOT NULL
);
CREATE TABLE public.ledger_checkpoint (
    size bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    note text NOT NULL
);
CREATE TABLE public.ledger_leaf (
    "position" bigint NOT NULL,
    entry_id uuid NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    chained_at timestamp with time zone NOT NULL,
    format smallint NOT NULL,
    entry_digest bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.ledger_node (
    level smallint NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.letter (
    id uuid NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    dated_at timestamp with time zone NOT NULL,
    language text NOT NULL,
    subject_id uuid,
    to_person boolean NOT NULL,
    data_key bytea,
    content_sealed bytea NOT NULL,
    signer jsonb NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    digest bytea,
    sealed_at timestamp with time zone
);
CREATE TABLE public.letter_delivery (
    letter_id uuid NOT NULL,
    how text NOT NULL,
    detail text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.loss_case (
    id uuid NOT NULL,
    number text NOT NULL,
    subject_id uuid NOT NULL,
    reason text NOT NULL,
    lost jsonb NOT NULL,
    reported_by text NOT NULL,
    state text NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    lettered boolean NOT NULL,
    providers jsonb NOT NULL,
    owner text,
    outcome text,
    closed_at timestamp with time zone,
    final_at timestamp with time zone,
    taken_back_at timestamp with time zone
);
CREATE TABLE public.loss_clearing (
    case_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    kind text NOT NULL
);
CREATE TABLE public.loss_link_request (
    id uuid NOT NULL,
    username_key bytea NOT NULL,
    reason text NOT NULL,
    lost jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL
);
CREATE TABLE public.loss_stop (
    case_id uuid NOT NULL,
    credential_id uuid NOT NULL
);
CREATE TABLE public.notice (
    id uuid NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    claimed_until timestamp with time zone,
    attempts integer NOT NULL,
    settled_at timestamp with time zone,
    subject_id uuid,
    kind text,
    facts_sealed bytea,
    client_id text,
    uri text,
    claims jsonb,
    alg text,
    credential_id uuid,
    letter text
);
CREATE TABLE public.officer (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    identity bytea NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.passkey (
    external_id_digest bytea NOT NULL,
    external_id bytea NOT NULL,
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    aaguid text NOT NULL,
    transports jsonb NOT NULL,
    verifies_user boolean NOT NULL,
    backup_eligible boolean NOT NULL,
    backed_up boolean NOT NULL,
    attested boolean DEFAULT false NOT NULL
);
CREATE TABLE public.passkey_user (
    subject_id uuid NOT NULL,
    handle bytea NOT NULL
);
CREATE TABLE public.password (
    subject_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.pin (
    subject_id uuid NOT NULL,
    credential_id uuid NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.policy_change (
    id uuid NOT NULL,
    switch text NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    state text NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    approved_by text,
    approved_at timestamp with time zone
);
CREATE TABLE public.policy_value (
    switch text NOT NULL,
    value jsonb NOT NULL
);
CREATE TABLE public.proof (
    id uuid NOT NULL,
    kind text NOT NULL,
    audience text NOT NULL,
    digest bytea NOT NULL,
    subject_id uuid,
    transaction_id uuid,
    content_sealed bytea,
    expires_at timestamp with time zone NOT NULL,
    consumed_at timestamp with time zone
);
CREATE TABLE public.provider (
    id uuid NOT NULL,
    name text NOT NULL,
    certificate_until timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    help_line text NOT NULL,
    mail text
);
CREATE TABLE public.recovery_code (
    digest bytea NOT NULL,
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    consumed_at timestamp with time zone
);
CREATE TABLE public.registry_event (
    asked text NOT NULL,
    event_id text NOT NULL,
    subject_id uuid,
    reason text,
    tries integer NOT NULL,
    since timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    settled_at timestamp with time zone
);
CREATE TABLE public.registry_feed (
    asked text NOT NULL,
    cursor text NOT NULL,
    due_at timestamp with time zone NOT NULL
);
CREATE TABLE public.registry_match (
    subject_id uuid NOT NULL,
    asked text NOT NULL,
    reason text NOT NULL,
    tries integer NOT NULL,
    since timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL
);
CREATE TABLE public.retired_means (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    replaced_by uuid,
    rows jsonb NOT NULL,
    until timestamp with time zone NOT NULL
);
CREATE TABLE public.revoked_attestation (
    serial text NOT NULL,
    status text NOT NULL
);
CREATE TABLE public.revoked_card_signer (
    issuer_digest bytea NOT NULL,
    serial text NOT NULL
);
CREATE TABLE public.revoked_token (
    digest bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.session (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    token_digest bytea NOT NULL,
    event_id uuid NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    device text NOT NULL,
    security_stamp integer DEFAULT 0 NOT NULL,
    evidence_stopped_at timestamp with time zone
);
CREATE TABLE public.signed_decision (
    id uuid NOT NULL,
    decision_id uuid NOT NULL,
    act text NOT NULL,
    officer_id uuid NOT NULL,
    appointment_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    identity bytea NOT NULL,
    statement bytea NOT NULL,
    digest bytea NOT NULL,
    means text NOT NULL,
    credential_id uuid NOT NULL,
    public_key bytea NOT NULL,
    algorithm integer NOT NULL,
    authenticator_data bytea NOT NULL,
    client_data bytea NOT NULL,
    signature bytea NOT NULL,
    signed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.signing_request (
    digest bytea NOT NULL,
    decision_id uuid NOT NULL,
    officer_id uuid NOT NULL,
    session_id uuid NOT NULL,
    act text NOT NULL,
    statement bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
CREATE TABLE public.stored_file (
    key text NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE public.subject (
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    number_index bytea NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    matched_source text,
    matched_at timestamp with time zone
);
CREATE TABLE public.subject_key (
    name text NOT NULL,
    value_index bytea NOT NULL,
    subject_id uuid NOT NULL
);
CREATE TABLE public.taint (
    of text NOT NULL,
    name text NOT NULL,
    since timestamp with time zone NOT NULL
);
CREATE TABLE public.terminal (
    id uuid NOT NULL,
    client_id text NOT NULL,
    branch text NOT NULL,
    address text NOT NULL,
    desk text NOT NULL,
    kid text NOT NULL,
    key jsonb NOT NULL,
    key_thumbprint bytea NOT NULL,
    networks jsonb NOT NULL,
    state text NOT NULL,
    registered_at timestamp with time zone NOT NULL
);
CREATE TABLE public.token_family (
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    client_id text NOT NULL,
    consent_id uuid,
    session_id uuid NOT NULL,
    granted jsonb NOT NULL,
    comparisons_sealed bytea,
    offline boolean NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    seen_jti text,
    last_digest bytea,
    generation integer NOT NULL,
    rotated_at timestamp with time zone,
    security_stamp integer DEFAULT 0 NOT NULL,
    refresh_told_at timestamp with time zone
);
CREATE TABLE public.totp (
    credential_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    secret_sealed bytea NOT NULL,
    last_step bigint NOT NULL
);
CREATE TABLE public.trust_anchor (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    fingerprint text NOT NULL,
    certificate bytea NOT NULL,
    not_after timestamp with time zone NOT NULL,
    profile text NOT NULL,
    state text NOT NULL,
    proposed_by text NOT NULL,
    approved_by text,
    withdrawn_by text
);
CREATE TABLE public.violation (
    id uuid NOT NULL,
    kind text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    issued_to text,
    shown_by text,
    subject_id uuid,
    evidence jsonb NOT NULL,
    owner text,
    state text NOT NULL,
    outcome text,
    times integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    fingerprint bytea
);
INSERT INTO public.account VALUES ('01a2247f-affe-7be0-9459-e48c76346ea8', '\x1372a1253bf3fa09c4947b062535b804da9ec637f85e9d186bfabab432048cd2', '\x0112b08ccc3133c2b25e0d9b97582cc09c61def11e21fcc4213cd45de1bffbdc20df6b05123c6e967188a0743cf54b29', 2, 'active', NULL, '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', '2026-07', '2026-11-23 02:00:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2247f-b0e0-7f2a-adb6-7c03f647156c', '\xdf0aca4d29519cc0a8f8066999e39f7468ee8f956812c50782463d5055158d9e', '\x01a8c67e4634e90264d57dd397d211d6892e24f6fea21ca87522bc6bfb75c854bcadd768fee8f005b519f179c78697d7', 2, 'granted_pending_activation', NULL, '2026-11-23 02:01:30+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2247f-b0f6-7d1d-814d-1ff9111f490c', '\xafea96ee078781e0ef64082cd69916f177324df9022efec183832cc0122a306c', '\x0112d5782a005ea653afec99f8fbbaae4deaff2715a30f00afa0607c06e468d373', 1, 'granted_pending_activation', NULL, '2026-11-23 02:01:30+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2247f-b12c-734f-ad59-59615e543640', '\xfe7eb51bd8ddf8379bade87c00c90710e9dfbb144199e07d26970a9d9e18817c', '\x0125b42dd33c3290b608bc1858b51dafbbb61f58dc94fd979f1cdaaf6afcf9a9d3fb5acebd2a56655720b9aa67026751', 2, 'active', NULL, '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', '2026-07', '2026-11-23 02:02:30+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2247f-b172-717c-acee-a2cb2398e416', '\xe48d91da59c1e25e86dc179848c2ad88a98c2d1b6f3692c142bcc99ba6c697de', '\x01609e43c69885252adf236d8661088aa781279bbb9a167b1857b3a0e0288433768e7ca0cd77be4dd6fd1dbcee493641', 2, 'active', NULL, '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', '2026-07', '2026-11-23 02:03:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2247f-b1b5-7668-b15b-63e1bd4c880b', '\x5ccf9fedbc2633615af8105d5b0b3ddbd2ab6f2b7e07e3be8cc6d04c609acfc3', '\x01f85afd35e8c1396ae22e5c6c0c19305911a08894016dc4ecfcb4ea1fc973bda9f514f87959fe1786290d1cc9c69991', 2, 'active', NULL, '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', '2026-07', '2026-11-23 02:04:00+00', NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO public.account VALUES ('01a2247f-b20a-7d49-8c44-7ce387c319ea', '\xd322d1dce96e9992c45f60321def801ed9a7191eb8563db726369416680de2ec', '\x011bdf2ad1c5b7b96c4db51399b5b43406636d8b2bcb13eb9b39778fe5c89d693ff41fa09b9f76da156d64962b72a7ea', 2, 'active', NULL, '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', '2026-07', '2026-11-23 02:05:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2247f-b24b-778c-9a6f-10ce46a725b0', '\xc6c3cdf3712f3a226926457dfd50a6133eb6944d5b8811a46deb8fc2ea6aef65', '\x01a84013acce0027adbc2481747a53a5ab3303e4707413fe82acb0c0783cfcef5627c62ffbdf35d4f674542b21188c00', 2, 'active', NULL, '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', '2026-07', '2026-11-23 02:06:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\xd4b5732569676abea17f8a14168e626c44a3d5f1c85fc20498e854394b1baabb', '\x0190b3c0051d335a4905bc8217080775c83f0c053a706654c1fc206dfc94f1873a229935132af0e92c33a07d7992f7ba', 2, 'active', NULL, '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', '2026-07', '2026-11-23 02:07:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.account VALUES ('01a2247f-b318-7582-bcc1-706f68c67636', '\x18c10e583f3d4cb5744793550e8fd1f4614db8dbb6fd3e56f58bb604243a3a93', '\x01cc8931f89839f821d821b37243958840aec67e35d978e3196bdc4ab025cd82662bad952029fc98486ddd93bd664ad0', 2, 'active', NULL, '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', '2026-07', '2026-11-23 02:08:00+00', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO public.activation_link VALUES ('01a2247f-b0ec-7570-9612-a168ed392f28', '01a2247f-b0e0-7f2a-adb6-7c03f647156c', '\xd8376cb412176507e1c7f681e20cc31fbfc5593ea6dbb87735841394c67c9d1d', '2026-11-23 02:01:30+00', NULL, '2026-12-01 17:00:00+00', NULL, NULL);
INSERT INTO public.activation_link VALUES ('01a2247f-b114-728e-95eb-cca43fb7e4a5', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', '\xb5352dfef5d66d8bdd943032628a2ad7fe3062d770777e1e6e1d565cb4530fb8', '2026-11-23 02:01:30+00', NULL, '2026-12-01 17:00:00+00', NULL, NULL);
INSERT INTO public.alembic_version VALUES ('0054');
INSERT INTO public.appointment VALUES ('01a2247f-b241-700d-86b7-cd9743980b08', '01a2247f-b241-703f-8531-727088e7aa64', '["director", "operator"]', 'Quầy 1', 'authority', '2026-11-23 02:06:00+00', '2027-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, NULL, NULL);
INSERT INTO public.appointment VALUES ('01a2247f-b279-7bd0-840a-3eeaccac4f62', '01a2247f-b279-7c21-966c-2ad37ef45983', '["operator", "approver"]', 'Quầy 1', 'authority', '2026-11-23 02:07:00+00', '2027-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, NULL, NULL);
INSERT INTO public.appointment VALUES ('01a2247f-b2b8-7213-ba68-866e9678c935', '01a2247f-b2b8-72a8-920a-c0208cf573f1', '["hotline", "identity_officer"]', 'Quầy 1', 'commune_police', '2026-11-23 02:08:00+00', '2027-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, NULL, NULL);
INSERT INTO public.authentication_event VALUES ('01a2247f-b09d-7590-a214-4659b5f0bfbc', '01a2247f-affe-7be0-9459-e48c76346ea8', '01a2247f-b056-703b-a6f4-30f35334cadc', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', 2, '["password", "totp"]', '2026-11-23 02:01:30+00', '[["password", "01a2247f-b027-7d7e-b39e-b298905ae2e1", 2, false, true], ["totp", "01a2247f-b048-7f79-8162-3c20ba80f6be", 2, false, true]]', NULL, '01a2247f-b09d-7624-9832-91c5c3f63f3c');
INSERT INTO public.authentication_event VALUES ('01a2247f-b2de-7bd7-b529-aca286c5b4d7', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '01a2247f-b2de-7b46-bd90-a45ebab9b55e', NULL, 3, '["face", "passkey_verified"]', '2026-11-23 02:08:00+00', '[["face", "01a2247f-b2de-7b09-a0c8-c335dde2b43e", 4, true, false], ["passkey_verified", "01a2247f-b2de-7aa3-8008-a7486d4111fc", 4, false, true]]', 'open_desk', '01a2247f-b2de-7c75-85ef-2e99dc56ce72');
INSERT INTO public.authorization_code VALUES ('\xfaab2f6aa0ab5f5078ec8c42a0217952f141fd8b44ec4df093242ee66a8e8b85', '01a2247f-affe-7be0-9459-e48c76346ea8', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', '01a2247f-b0cd-722d-98e8-830e4eceee00', 'https://071556f9.example/cb', 'AZKJuM5QdO4JxP2DmdL_2AEZENjfcB9EJZEwFYlTCp4', '\x012c4067811bf0918ae9d14d132f9b83846c3d959a2cddcb392b6309746b41bee359c4a9af1c5b7065eb5e81152b1fb498dcc078c9b91af128b7e02fb59e998e911ca7918f0de571c7b1403836248408904996e69326b2952ddd5eb08c825817308f04580a5618b57239f441fd3376bb3794ee995771b6a1739a968b499fffaf9be6fe536866f578dd9e0901df91207193e6b7b2a71a6fab146d2190ba8ccdf96f7932341fdf456e8b7d167188f3f2a8f45763781e27d55d7f4b840bf08afc694a38fa11f652dadf9427b4dd5956de66e5218bbd63f2487a1b3690c0aaac0ccaa556b2a86ebad9b85f6bd87abf2829a1f43c083b10712d8559acc5f1800aa57df75e709f585ae62d3b31120daa53e74b6fe8e0ac80bf7f3d6459f43778f7307c15633022881da026895003e94240f874aae149246be976100a0327602e2f2a5dea29552b376cdc30c4b9d4c710ff6411bf16deb99795554edca1df09d25c53d1261619ac1938b400768d9b80796bf1a655acade08e49094f56c7096b03b101d8abcfc0a0dba512dcc99e5f124537cddd1546cdc059c18550893f3bad060ced6babd889ba454039bbbf6bef96f590d52f2c55cbde794cb814f08f99fbb7082f39fb19cc5de7b7cf7e94525daee779e6ee04b96f33699f3c53365d9a9efd275588a5b519bfaf5fa1d1db07fa5d7b080f13484851b76b3c07101da85ba1e5cd0d7cef8ca55446b1288a7f51b3e1e2a2f79857bfe152ddb2b7ea27bf8d7a049d836682a639064f8cc1773602555c40590c867dc154c64b1b33e8646f49230684f6527f2a1d31afb88d537716c59e0675f7be9b8a50286375b57ecfa23da20b70b6ebfc916c14550428cfb3fd116862f88f58ac94d8be8dec2fd3022d8a73300127b1f4e8b84f7fd7f2680c05bbfe77739f7421d797f2791eb705a1ae1cc286c5b3ec76b70c3951d3e85c868435a4eb32032afc07f0eeee93e2f6fc89910905d85ffee2e31a84c823cb2a9a5bc97d74bbd675a034075b82f28d22563b7f2bfcf1a625f1553630d13bd51559a42dc78b5b0380214aa07d35152527d2fa8632e2f292cbcf93ec0d64389a46617e484d63c3418d3cc0222a2b463cfb93ccc9705b767f7fc3be7c53d7fdc2c5fee88dcfa0d5506fd8223f85088b6f3384e25e998005da26a525313adb03bbfc89e234e979a20e89bf173ee6237aae705e', '2026-11-23 02:02:30+00', '2026-11-23 02:01:30+00');
INSERT INTO public.authorization_transaction VALUES ('01a2247f-b056-703b-a6f4-30f35334cadc', '\x30f1ff81f6d022e0024e3cacff1b51b1c910867985a934558f734560bf7688f0', 'null', '2026-11-23 02:01:00+00', '2026-11-23 02:01:30+00', '2026-11-23 02:31:00+00', '2026-11-23 02:01:30+00', NULL, NULL, NULL, '\x01e6c65e374840f218056f756f69957dde8a2769871c7d1fe4eacfd18e51b08d2fb5402d932581819c518029471b371f9327f750bab6a360d9366b838c31c4f3dd2762d2d6856b7b42eee556a6b1171c8c1eb8813124cb65d34b547435b0541be9eece3e986f95e38d381adb6da420db3708c929f7044fa54f9c91a61f9cd90abdfb4f2679b59c87f6dbd89f872397035f605f6b5fb34d4cdf400ed7b6b8c6e7d94ad021ac3230a625919b1c25234da10df070962aa1b251b6d85a507999e22cd5ee23fdcbb2f799eb5f0bbec9c6080d7bbd50aae580081ed46957b350aab9dc1670ef54d12e4125d991977d97bd79cdd3c7eec8b6d15998191988b62061216640ae84c754e9280aec16012cf1a4d6a9b04dead443b5b61070fced860e1a697b560a16d58527c0a441d668764a264808ef0085842d2804b7a6225d0494a9cae2e1c1621600fd4db33f8e35d6afda211aa3bf7a1eba6799fc751e1ed115bf260942e60d3c5b832f70f16e87e3f70b0f17126b4fed08a22fca0d21d112834281efe55a586180da9ae4b752a87209dba98dd61e0f5769d0a816a5aa5edb48611ae54df5be53b8b9cd1b71321b0d6003924656649ae2252c29489bd99145e7fa94785e4607415a9d0f3fbe73eb765fbdd3eb736206f4fd80edeecc77045aac8841b5a4cb7d5559939908e037fa989cf905a684a3286554eb44235259d10fe8c2705c665d95748a91af46169f4b421ee5d2f1d490373a10d21125c3e08e776c406152ec3ec2385d3271c330fdbdc959a90fbe97e27d267c83a1aa2243ca8b9122186bd510fd997d7516e51c3297336277dac1468836252a53f31153972457c287c47a8a3cef452a1f7b');
INSERT INTO public.binding VALUES ('01a2247f-b036-71d0-90c0-8d2417a70960', '01a2247f-b027-7d7e-b39e-b298905ae2e1', '01a2247f-affe-7be0-9459-e48c76346ea8', 2, false, true, '2026-11-23 02:00:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b04d-71b8-9ce5-854877736bd3', '01a2247f-b048-7f79-8162-3c20ba80f6be', '01a2247f-affe-7be0-9459-e48c76346ea8', 2, false, true, '2026-11-23 02:00:30+00');
INSERT INTO public.binding VALUES ('01a2247f-b106-74c2-8cf1-e45a0afc8eb7', '01a2247f-b106-7473-af1e-e2fb3b72b6fb', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 1, false, false, '2026-11-23 02:01:30+00');
INSERT INTO public.binding VALUES ('01a2247f-b147-711b-813e-81835d21c24f', '01a2247f-b13e-7d91-9ab3-fa72dc0ee15d', '01a2247f-b12c-734f-ad59-59615e543640', 2, false, true, '2026-11-23 02:02:30+00');
INSERT INTO public.binding VALUES ('01a2247f-b183-765b-9db0-427e3dce2865', '01a2247f-b17f-7cd8-81e1-7b904eb6a497', '01a2247f-b172-717c-acee-a2cb2398e416', 2, false, true, '2026-11-23 02:03:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b190-756f-8d48-ff1f76093be6', '01a2247f-b18d-7a0f-850a-985b129d6209', '01a2247f-b172-717c-acee-a2cb2398e416', 2, false, true, '2026-11-23 02:03:30+00');
INSERT INTO public.binding VALUES ('01a2247f-b1a2-74d6-a928-5da0d973de3c', '01a2247f-b1a2-72eb-83f0-8b546b0080fc', '01a2247f-b172-717c-acee-a2cb2398e416', 1, false, false, '2026-11-23 02:04:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b1c9-785c-8b9c-62be30355edd', '01a2247f-b1c5-7089-9260-2574944e936c', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 2, false, true, '2026-11-23 02:04:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b1d7-7258-afa8-d85706dba8ed', '01a2247f-b1d4-7693-8d81-a4bc6fc499e6', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 2, false, true, '2026-11-23 02:04:30+00');
INSERT INTO public.binding VALUES ('01a2247f-b1e6-7601-a756-ee83ad4cbfb7', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 1, false, false, '2026-11-23 02:05:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b221-7261-b148-6b07e18f11c4', '01a2247f-b21c-7cfa-a357-d28783355c25', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 2, false, true, '2026-11-23 02:05:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b22c-7870-93e8-78a029a8e4ce', '01a2247f-b229-770a-aba8-be6606866ec4', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 2, false, true, '2026-11-23 02:05:30+00');
INSERT INTO public.binding VALUES ('01a2247f-b23d-7307-a3e0-6953081d6bc1', '01a2247f-b237-7018-b0ad-2b001a27c831', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 2, false, true, '2026-11-23 02:06:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b25b-7778-979c-b2bb121ea553', '01a2247f-b258-71d2-a900-7400277f1b82', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 2, false, true, '2026-11-23 02:06:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b264-7f1b-a97e-699ae234a26d', '01a2247f-b262-7e14-ba07-fc2948435d1f', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 2, false, true, '2026-11-23 02:06:30+00');
INSERT INTO public.binding VALUES ('01a2247f-b276-74cf-a6de-30bf759aab5e', '01a2247f-b272-7dc4-ada3-c21375949360', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 2, false, true, '2026-11-23 02:07:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b294-76ea-be5f-a0aab2f3957a', '01a2247f-b290-7a7a-9299-ac2c1dc56841', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 2, false, true, '2026-11-23 02:07:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b29f-7575-8873-8352bd6aeda2', '01a2247f-b29c-7a08-9145-35aa2522b48e', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 2, false, true, '2026-11-23 02:07:30+00');
INSERT INTO public.binding VALUES ('01a2247f-b2b2-7a9e-afba-b6cf8f1afc6c', '01a2247f-b2a9-7f9a-a24e-10bb017c5218', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 2, false, true, '2026-11-23 02:08:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b328-77a7-af53-6b705c568430', '01a2247f-b325-78dc-b0e5-4930abae0038', '01a2247f-b318-7582-bcc1-706f68c67636', 2, false, true, '2026-11-23 02:08:00+00');
INSERT INTO public.binding VALUES ('01a2247f-b32f-7ac7-8206-e1256a6cc494', '01a2247f-b32d-7cae-a96c-16d147785eff', '01a2247f-b318-7582-bcc1-706f68c67636', 2, false, true, '2026-11-23 02:08:30+00');
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b036-71d0-90c0-8d2417a70960', '01a2247f-affe-7be0-9459-e48c76346ea8', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:00:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b04d-71b8-9ce5-854877736bd3', '01a2247f-affe-7be0-9459-e48c76346ea8', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:00:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b106-74c2-8cf1-e45a0afc8eb7', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'release', '[]', NULL, '[]', '', '2026-11-23 02:01:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b147-711b-813e-81835d21c24f', '01a2247f-b12c-734f-ad59-59615e543640', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:02:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b183-765b-9db0-427e3dce2865', '01a2247f-b172-717c-acee-a2cb2398e416', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:03:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b190-756f-8d48-ff1f76093be6', '01a2247f-b172-717c-acee-a2cb2398e416', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:03:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b1a2-74d6-a928-5da0d973de3c', '01a2247f-b172-717c-acee-a2cb2398e416', 'own_account', '[["password", "01a2247f-b17f-7cd8-81e1-7b904eb6a497", 2, false, true]]', '01a2247f-b197-7a71-b769-334ed171010d', '[]', '', '2026-11-23 02:04:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b1c9-785c-8b9c-62be30355edd', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:04:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b1d7-7258-afa8-d85706dba8ed', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:04:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b1e6-7601-a756-ee83ad4cbfb7', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'own_account', '[]', NULL, '[]', '', '2026-11-23 02:05:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b221-7261-b148-6b07e18f11c4', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:05:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b22c-7870-93e8-78a029a8e4ce', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:05:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b23d-7307-a3e0-6953081d6bc1', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:06:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b25b-7778-979c-b2bb121ea553', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:06:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b264-7f1b-a97e-699ae234a26d', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:06:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b276-74cf-a6de-30bf759aab5e', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:07:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b294-76ea-be5f-a0aab2f3957a', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:07:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b29f-7575-8873-8352bd6aeda2', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:07:30+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b2b2-7a9e-afba-b6cf8f1afc6c', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:08:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b328-77a7-af53-6b705c568430', '01a2247f-b318-7582-bcc1-706f68c67636', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:08:00+00', NULL);
INSERT INTO public.binding_ceremony VALUES ('01a2247f-b32f-7ac7-8206-e1256a6cc494', '01a2247f-b318-7582-bcc1-706f68c67636', 'activation', '[]', NULL, '[]', '', '2026-11-23 02:08:30+00', NULL);
INSERT INTO public.case_event VALUES ('01a2247f-b1fe-745d-85e3-351d97e1f1de', 1, 'opened', 'open', '{"actor": "operator", "host": "host-1", "user": "idp"}', '{}', '2026-11-23 02:05:00+00', NULL, '2026-11-24 17:00:00+00');
INSERT INTO public.case_event VALUES ('01a2247f-b2c7-7ab9-8dd8-ca79fcc8ca3f', 1, 'opened', 'open', '{"actor": "officer", "appointment_id": "01a2247f-b2b8-7213-ba68-866e9678c935", "authenticated_at": "2026-11-23T02:08:00+00:00", "desk": "Quầy 1", "desk_kind": "commune_police", "level": 3, "officer_id": "01a2247f-b2b8-72a8-920a-c0208cf573f1", "roles": ["hotline", "identity_officer"], "session_id": "01a2247f-b2be-7ca2-8045-df9ee54c2d56", "subject_id": "01a2247f-b27f-7c0e-84d1-979d8f9fafe3", "until": "2027-11-23T02:08:00+00:00"}', '{"ground": {"sealed": "AR_uvCj-Wc_l9vrsDBEsqhrnsV8JriAt5ALkJ97z5SUErvOzoIXjKQAPCFA8m00Xt45lbPRH3fA"}}', '2026-11-23 02:08:00+00', NULL, '2026-12-23 02:08:00+00');
INSERT INTO public.case_event VALUES ('01a2247f-b2c7-7ab9-8dd8-ca79fcc8ca3f', 2, 'take', 'taken', '{"actor": "officer", "appointment_id": "01a2247f-b2b8-7213-ba68-866e9678c935", "authenticated_at": "2026-11-23T02:08:00+00:00", "desk": "Quầy 1", "desk_kind": "commune_police", "level": 3, "officer_id": "01a2247f-b2b8-72a8-920a-c0208cf573f1", "roles": ["hotline", "identity_officer"], "session_id": "01a2247f-b2be-7ca2-8045-df9ee54c2d56", "subject_id": "01a2247f-b27f-7c0e-84d1-979d8f9fafe3", "until": "2027-11-23T02:08:00+00:00"}', '{}', '2026-11-23 02:08:00+00', NULL, '2026-12-23 02:08:00+00');
INSERT INTO public.case_file VALUES ('01a2247f-b1fe-745d-85e3-351d97e1f1de', 'BM-VWQF-6CMP', 'loss', 'draft-2024', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL, NULL, 'help', NULL, 'open', 1, '2026-11-23 02:05:00+00', NULL, '2026-11-24 17:00:00+00');
INSERT INTO public.case_file VALUES ('01a2247f-b2c7-7ab9-8dd8-ca79fcc8ca3f', 'HS-T9AJ-Z45K-MN08', 'person_request', 'draft-2024', '01a2247f-affe-7be0-9459-e48c76346ea8', NULL, NULL, 'people', 'officer:01a2247f-b2b8-72a8-920a-c0208cf573f1', 'taken', 2, '2026-11-23 02:08:00+00', NULL, '2026-12-23 02:08:00+00');
INSERT INTO public.client VALUES ('01a2247f-afe1-7d25-9ff5-f50bd23aa3db', 'active', '2026-1', '\xdc9e7548e39b1bb56bd80616c0193ab07c100d8beb04e4ab49384ccc8c62168d', '{"sso": true, "jwks": null, "kind": "public_service", "name": {"en": "Portal", "vi": "Cổng Portal"}, "claims": {"name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": true}, "email": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "gender": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "birthdate": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "given_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "family_name": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}, "email_verified": {"text": {"en": "To fill in the form", "vi": "Điền tờ khai"}, "essential": false}}, "scopes": ["email", "offline_access", "openid", "profile"], "sector": "071556f9.example", "tos_uri": null, "jwks_uri": null, "logo_uri": null, "resources": [], "connection": "direct", "policy_uri": null, "auth_method": "client_secret", "grant_types": ["authorization_code", "client_credentials", "refresh_token"], "legal_basis": "consent", "provider_id": null, "id_token_alg": "RS256", "minimum_level": 1, "no_biometrics": false, "provider_name": null, "redirect_uris": ["https://071556f9.example/cb"], "pkce_exemption": null, "require_pushed": false, "allowed_origins": [], "default_max_age": null, "backchannel_delivery": "poll", "minimum_account_level": null, "backchannel_logout_uri": null, "phishing_resistant_only": false, "post_logout_redirect_uris": ["https://071556f9.example/bye"], "backchannel_notification_uri": null}', '2026-11-23 02:00:00+00', NULL, NULL, NULL);
INSERT INTO public.consent VALUES ('01a2247f-b0c3-754f-90cd-7a4a79207a3c', '01a2247f-affe-7be0-9459-e48c76346ea8', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', NULL, '["authentication", "name", "offline_access"]', '{"name": "Điền tờ khai", "email": "Điền tờ khai", "gender": "Điền tờ khai", "birthdate": "Điền tờ khai", "given_name": "Điền tờ khai", "family_name": "Điền tờ khai", "authentication": "", "email_verified": "Điền tờ khai", "offline_access": ""}', '["family_name", "given_name", "gender", "birthdate", "email", "email_verified"]', '2026-2', '47198c1c052202cdf1f9580f5e9e869a828f97fb2b859694f98819dddf328642', 'en', 'consent', 2, '01a2247f-b056-703b-a6f4-30f35334cadc', '2026-11-23 02:01:30+00', '2027-02-21 02:01:30+00', NULL, NULL, 0);
INSERT INTO public.contact VALUES ('01a2247f-b003-725a-8bd2-a5a29dee4109', '01a2247f-affe-7be0-9459-e48c76346ea8', 'email', '\x01959191952ddcd5f075174e39ff6fecea3e7a129e0b3302e1ed671d761ea3a3a7c1566f79db07bbee50e9411c5278845e8d3e5c2e32bcc662bd01637ba925e2840fc390477bcce4cb17259ce04b122ea444856211bd104ff035d9842c3eb10cddb11f2dea9889f616c5bbddfdb1b4a33f2eb763a35c4185d6abf3e3f74f3e535c06d10e3e89aecfc4436f8b17dc6172022944a3d46633742df5666930eef6c1a80d42ee9a1829', '\x87ffaf48ad066fe1ab7b3ada263a8b7bb3204e0361a316581cee342de47fc5ce', 2, NULL, '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b0e2-7c36-be0d-7c5dde3be27e', '01a2247f-b0e0-7f2a-adb6-7c03f647156c', 'email', '\x017eff68c77d4b769ec6f000b538042c5d654166c660b5c1e36aef014ec5963eedcc94e0f88de4a8c7f1d54ee6d9257f33ba7c35ed26c641cae479b286ec57b87185350d989402baf7c224633a07ecf0ea7b2ed5b2a94b5f20cccaf5d1e5b269649a14b9b0036d1c62e166003a5b4ae0aefaacd5ea99ff11b6caace2c17b0e768efa3fceecc9d23ac3297c417084cc8526fa03f5a21bf07c901158ffdc35baaf4cafb16af0ed', '\x8c6e0622f6e9ae8441e92f5295af875bf068ed6a188271fd0f768ec2c3c8a935', 2, NULL, '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b0f7-7211-8d9e-09580a1b6eaf', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'email', '\x01267603d8c310f90c457b1382d7a9dae0bdc3763637763d094d98cad79a2b59b33811f96658edad900559b0cc1b286829ae59ea827c9b77bde2da7227e18455098cbb9f731a6b6c05d03058b8dad22d3a67f5f5183e5fae061aac4c97c7b22156bd8b61acbdf4fc21f76bc8c0ab63bfeef3f9e0f07e00eb84f9844831b625b6270c2adc0334e7ca6c9fb6790cd508038d943c1a88c54b78d60edfd685b84e28a3984773b68a', '\x8c6e0622f6e9ae8441e92f5295af875bf068ed6a188271fd0f768ec2c3c8a935', 2, NULL, '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b12d-7fae-b3e0-50e951609eb1', '01a2247f-b12c-734f-ad59-59615e543640', 'email', '\x017b9c50cb5f743714fbd91ad01298e6c04526f1f168c426356f3052bee359749dcc2f88b86a9e9ac452e284eeafb789ed08dfd3fd2e9f7508f6161b79f91543a884d47f5a6bd9b9ec8cd399a04fef47f795a4f4bfc82483cf359030e6751682b16db117a5d81a4251c7f1311bf08de42440cb5e333d72e0f1777059194db8867c7a2312a6e9e2e018b919b867a55c9967b43855639d83debc9c965e04cea001bc7a488172ed0f', '\x0a1f9adae97340628b8358499aa244f514d6a11fe97dcb841a292fd364d93692', 2, NULL, '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b12e-7e0e-9474-06df6724a054', '01a2247f-b12c-734f-ad59-59615e543640', 'phone_number', '\x0153ad759cbc74dc06b01d5583a80cd63349ad31ec50ef7dfc8e3535c8924a3ebc2ceb9bb49be2434e5c98c6429c51169a998c4d9e4cf8095c9df8b44b59e8a6cb0a3c834b399f22670d2b4adf8f3274f2471d88ecd6118e724388c5daa99c1e8b622566d07b468106725de3bc9c52890dd86b2f7fbfeee881e8637fc4b0079197ec5dfb0fcc237001a3c358afd9641fb2f73eef6dc7b5c11c81dac7cea1906caaeff50238d065b3bfe29f045329a652', '\xec070d5784898df4c8c7239c59154ab58353f11da19afc302a4d88823840c607', 2, NULL, '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b173-78b4-b80f-0f327501213d', '01a2247f-b172-717c-acee-a2cb2398e416', 'email', '\x012eb49abf14a98f450aa02baff7c8893f4384d4d6fa4177d5d6110068ea5b5a9b522a951c186c9cc3e5ebc6a721a72954b621604f9621a7c08984ea29b7ffd9d98b20cce3ff3e647f5a7bca73ff72706caeaabe8c00d278bff6d6a24e232a23d7403efda2deff3fd26f0427da5d23e692e09143b019ac571c71ce64982ea636322fdc829bc03145f2a3118694adc10dd7459b875ece496ff82e553ec60929c9d19cb8997f', '\x049fdc4231c077c894e7569f53bb61e1c9b0b3f35444fbd88ba024cf23b70b9d', 2, NULL, '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, '2026-11-23 02:04:00+00', NULL);
INSERT INTO public.contact VALUES ('01a2247f-b1a2-72eb-83f0-8b546b0080fc', '01a2247f-b172-717c-acee-a2cb2398e416', 'email', '\x01d431bcc58df5cceca08853cb943202f6634355b355a3b14401a6c11c138a046605cb641ae8cfefe81f6cec85b155532328458fea93ce773cc0a839a9f672c1032d9e67f3470e048ce844b8260bd68dfc89e7c71ac7c97d62437ac0147e03da9f0f7d6b07fcfe669030441c9d8020b8b8a256f42d6ec59175062b7a097280481a4e8ca16c97dc5f31586f8eb1458eb95116', '\x58d1e4e19fb138b5fc9b10326c23b04cd2f81bf9457c1b380a2a030c211180d5', 1, '01a2247f-b1a2-74d6-a928-5da0d973de3c', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b1b6-7c9c-b5b9-ef42b1955de1', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'email', '\x012f90617d04ad54c28472e4ee28f7077db031931c1aa72ba2ae9509fb786190de4654a45d992d18df9a58cf8297fe2e566b30a1a5a1d96af9ffa042ab6bb75751871c32059d473512011d9abe79a90e973a136014f9eaa39e094b74756a570c43b7cb11e37fff05dc8feeda3c22667b0c4ea16e9cc70e8cc65a68edf2c739412e5e2640e9c34e1fe383d77ba8d6420e31796637e06dc7ac7c9a584e3e83fc2613413b1607db8d6f3b284bec0128d3519a', '\x9027c637d810430714eb5bcc19f2c471862ff754eb9656405ba4241665433706', 2, NULL, '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b20c-7939-b3f6-4395c0d5380f', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'email', '\x01a83b94c8ba1da83867294799fb5e31c64a5f6420523b3dc85abf82018c528f871ebf16aedddab709e0d2d7fb245382f50274d8c2935cd5e2f9121c0d504a9b6354f3a2e37ecb1c63c25f883ed8986e50f002f8a534b804a78f7a67272ed4df2c9ed25877e9b4db3e287c7e58f754c4a37b070cb8f7dcdbc9b593699827cda1f4423ad1edbdab0ee97e659e62fe7156b32352c0df9f4cee228f40fd04a2ba71c7fc735412586b940a8dc8457c9f21209d', '\xbe5f6075236e0734b847b80c63c99b86813fd5373e5d1d28ae314dcfda5cb084', 2, NULL, '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b24c-7b0e-bea4-b4a9778dd56c', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'email', '\x0137b28e60a9b8b44476e58a0974222c0d383a8e81be7ce161d2e529fd606e5553559c37d4a6c7335bc1313e7eb2b08fe93ad2bf20a776cb85c69041cad874a1a76d00e61a841b2b17c20d906f1bc53fdcb1550f339cbd7ada8e647e912d84f73cca3de00817a004450a1055e51a12d8d31391d7d06216586bdde4593801bd15fd31ecc9e09a53d875ee2199ab860a5dfdf851a5f7f90fff0254411f634235c3108e48979ba2126818a9de083eb7c5c2b2', '\x36ebdedea75d0c5d0aab0b5b48267c1523cb9f5ccb5b53843d5eaf612306b008', 2, NULL, '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b281-77c5-91f6-a6d55f1f4a33', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'email', '\x019bf63c6d427360bb1743b7f4186b07517f03da40d6994fc9fd62666afcf0305bcf199c77106746f8edccf776493bd2cd0a21aa6887bd12b85fc9b80b8e05a5bee0700262e359a161d877a8c2755c57c8ba12f3600ec62448cb57f06d1be77dfe67183647369547d79a1fec433e5ee396221673924693d9dab2867c553cbd9866b109be89bf51fec176d5e3b0a9f24cce2b8ca743a002a00b133bc959f4cd3a561ad8c8a8180af3f2d4467f5d1e0a809b', '\xfdceaedc5b3a2e5e5f93505c40443c0dc178d2c5807f8ca4ccc70a8090ef089d', 2, NULL, '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, NULL, NULL);
INSERT INTO public.contact VALUES ('01a2247f-b31a-782a-b723-f18d62612926', '01a2247f-b318-7582-bcc1-706f68c67636', 'email', '\x012536054f5d507eff1852b3ad6f29c264139cf0531b5d3f126758c5988baeaddf3760eacc8f0333aab077727b3f0d4e42bdeffcc775e4b008605753db70379c31daa66ee33f8339a4db6f02ad17362d252a4afb5b7e322e767589ece0ace273ac10050324c318160dfd1c73f6f02b55e04620d1de40780e18c07cc68199f3da2ebd2113c6001bff202408633b06874d8a5961aacc91dad344daaf24f6f28e728b8d9ea13407dea9b4edf2722ff985aa12', '\xf16436446702b5ccb002a59b3d84ad705b08c1e6e12ef95e29af9e47a4de0642', 2, NULL, '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, NULL, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b027-7d7e-b39e-b298905ae2e1', '01a2247f-affe-7be0-9459-e48c76346ea8', 'password', '', '2026-11-23 02:00:00+00', '2026-11-23 02:01:00+00', NULL, false, 2, false, true, '2026-11-23 02:00:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b048-7f79-8162-3c20ba80f6be', '01a2247f-affe-7be0-9459-e48c76346ea8', 'totp', 'phone', '2026-11-23 02:00:30+00', '2026-11-23 02:01:30+00', NULL, false, 2, false, true, '2026-11-23 02:00:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b106-7473-af1e-e2fb3b72b6fb', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'password', '', '2026-11-23 02:01:30+00', NULL, NULL, false, 1, false, false, '2026-11-23 02:01:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b13e-7d91-9ab3-fa72dc0ee15d', '01a2247f-b12c-734f-ad59-59615e543640', 'password', '', '2026-11-23 02:02:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:02:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b17f-7cd8-81e1-7b904eb6a497', '01a2247f-b172-717c-acee-a2cb2398e416', 'password', '', '2026-11-23 02:03:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:03:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b18d-7a0f-850a-985b129d6209', '01a2247f-b172-717c-acee-a2cb2398e416', 'totp', 'phone', '2026-11-23 02:03:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:03:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b1c5-7089-9260-2574944e936c', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'password', '', '2026-11-23 02:04:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:04:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'recovery_codes', '', '2026-11-23 02:05:00+00', NULL, NULL, false, 1, false, false, '2026-11-23 02:05:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b1d4-7693-8d81-a4bc6fc499e6', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'totp', 'phone', '2026-11-23 02:04:30+00', NULL, '2026-11-23 02:05:00+00', true, 2, false, true, '2026-11-23 02:04:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b21c-7cfa-a357-d28783355c25', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'password', '', '2026-11-23 02:05:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:05:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b229-770a-aba8-be6606866ec4', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'totp', 'phone', '2026-11-23 02:05:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:05:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b258-71d2-a900-7400277f1b82', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'password', '', '2026-11-23 02:06:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:06:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b262-7e14-ba07-fc2948435d1f', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'totp', 'phone', '2026-11-23 02:06:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:06:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b272-7dc4-ada3-c21375949360', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'passkey', 'phone', '2026-11-23 02:07:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:07:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b290-7a7a-9299-ac2c1dc56841', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'password', '', '2026-11-23 02:07:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:07:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b29c-7a08-9145-35aa2522b48e', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'totp', 'phone', '2026-11-23 02:07:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:07:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b2a9-7f9a-a24e-10bb017c5218', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'passkey', 'phone', '2026-11-23 02:08:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:08:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b325-78dc-b0e5-4930abae0038', '01a2247f-b318-7582-bcc1-706f68c67636', 'password', '', '2026-11-23 02:08:00+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:08:00+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b32d-7cae-a96c-16d147785eff', '01a2247f-b318-7582-bcc1-706f68c67636', 'totp', 'phone', '2026-11-23 02:08:30+00', NULL, NULL, false, 2, false, true, '2026-11-23 02:08:30+00', NULL, NULL, false, NULL);
INSERT INTO public.credential VALUES ('01a2247f-b237-7018-b0ad-2b001a27c831', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'passkey', 'phone', '2026-11-23 02:06:00+00', '2026-11-23 02:09:00+00', NULL, false, 2, false, true, '2026-11-23 02:06:00+00', NULL, NULL, false, NULL);
INSERT INTO public.deadline VALUES ('01a2247f-b1fe-77c5-a459-ead0e7c5e552', '01a2247f-b1fe-745d-85e3-351d97e1f1de', 'loss', 'take_loss_case', 'draft-2024', '2026-11-23 02:05:00+00', '2026-11-24 17:00:00+00', '2026-11-23 21:32:30+00', '2026-11-24 09:13:00+00', '2026-11-24 13:06:30+00', '2026-11-23 21:32:30+00', '2026-11-28', 1, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.decision VALUES ('01a2247f-b33f-7bde-b4a8-e16a5564d30e', '01a2247f-b339-7bd1-9a0c-072e93c13c8b', 1, 'appointment', 'appoint', '\x7b2263617365223a2230316132323437662d623333392d376264312d396130632d303732653933633133633862222c2264617461223a7b226465736b223a225175e1baa7792032222c226465736b5f6b696e64223a22636f6d6d756e655f706f6c696365222c2266726f6d223a22323032362d31312d32335430393a30393a30302b30373a3030222c226964656e74697479223a2266346232633363376239323138663934656530363934316438323161343966646264343964613065333133626561306230303437306337383161343463333536222c22726f6c6573223a5b22726563656976696e675f6f666669636572225d2c227375626a656374223a2230316132323437662d623331382d373538322d626363312d373036663638633637363336222c22756e74696c223a22323032372d30392d31395430393a30393a30302b30373a3030227d2c226576656e74223a226170706f696e74222c2265766964656e6365223a5b5d2c226578636c75646564223a5b5d2c2265787069726573223a22323032362d31312d33305430323a30393a30302e3030303030305a222c226964223a2230316132323437662d623333662d376264652d623461382d653136613535363464333065222c22697373756572223a22687474703a2f2f6c6f63616c686f73743a3438313531222c226c6567616c5f6261736973223a22c49069e1bb81752034206b686fe1baa36e20382c2044e1bbb1207468e1baa36f204e6768e1bb8b20c491e1bb8b6e68206ec4836d20323032342076e1bb8120c491e1bb8b6e682064616e682076c3a02078c3a163207468e1bbb16320c49169e1bb876e2074e1bbad222c226e6f6e6365223a2232623833323636366366303739623765646337333562626663336433663837633031646361616336643831326432326263333439643338363336393363343036222c226f70656e65645f6279223a7b226170706f696e746d656e74223a2230316132323437662d623234312d373030642d383662372d636439373433393830623038222c226964656e74697479223a2239303934373239323163306239656335386661366565623365336434633464656661356562303337313231613065613362636362323737633866373636613532222c226f666669636572223a2230316132323437662d623234312d373033662d383533312d373237303838653761613634222c227375626a656374223a2230316132323437662d623230612d376434392d386334342d376365333837633331396561227d2c2270726f636564757265223a226170706f696e746d656e74222c2273686f776e223a5b7b226166746572223a2230316132323437662d623331382d373538322d626363312d373036663638633637363336222c226265666f7265223a6e756c6c2c226c6162656c223a22706572736f6e227d2c7b226166746572223a22726563656976696e675f6f666669636572222c226265666f7265223a6e756c6c2c226c6162656c223a22726f6c6573227d2c7b226166746572223a225175e1baa7792032222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b227d2c7b226166746572223a22636f6d6d756e655f706f6c696365222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b5f6b696e64227d2c7b226166746572223a22323032362d31312d32335430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a2266726f6d227d2c7b226166746572223a22323032372d30392d31395430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a22756e74696c227d5d2c2276657273696f6e223a317d', '\xa39563f13818eeefc92d511c5f406749f78457b8059487e5cf6230716e2c0e1c', 'open', '2026-11-23 02:09:00+00', '2026-11-30 02:09:00+00', NULL);
INSERT INTO public.desk_session VALUES ('01a2247f-b2e7-72fe-a492-4c80eaa78a53', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\xef4fb5b1726e20f22febdc10dbbe1e392a1b8136ccb11eaf6fa8066d32507b56', '01a2247f-b2de-7bd7-b529-aca286c5b4d7', '01a2247f-b2de-7c75-85ef-2e99dc56ce72', '01a2247f-b2b8-7213-ba68-866e9678c935', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', '2026-11-23 10:08:00+00', NULL, '', 0);
INSERT INTO public.evidence VALUES ('01a2247f-b077-7323-888e-d7928abc5f19', '01a2247f-affe-7be0-9459-e48c76346ea8', '01a2247f-b056-703b-a6f4-30f35334cadc', 'password', '01a2247f-b027-7d7e-b39e-b298905ae2e1', '2026-11-23 02:01:00+00', '\x2a3acf4d295bf911254cf93e20132670e357270612c3ad365af51e1a422c65f6', 0, 2, false, true);
INSERT INTO public.evidence VALUES ('01a2247f-b09a-790b-88b2-907d2fce7105', '01a2247f-affe-7be0-9459-e48c76346ea8', '01a2247f-b056-703b-a6f4-30f35334cadc', 'totp', '01a2247f-b048-7f79-8162-3c20ba80f6be', '2026-11-23 02:01:30+00', '\xcb2f30df57826fad70370badd8fd8f86bea52a337f4064f75cb6220d0b34cc78', 0, 2, false, true);
INSERT INTO public.factor_try VALUES ('\xddd5b45ef60b0a814e3acef097b6cdc3c76ee9e1cb51a0bab5df6764a3b04433', 'own_change_letter', 1, '2026-11-23 02:00:00+00');
INSERT INTO public.factor_try VALUES ('\xc0e226157173e0b6664616a711053db6a1357450fa4e8f2ce5790ae4cd9c3eed', 'own_change_letter', 1, '2026-11-23 02:02:30+00');
INSERT INTO public.factor_try VALUES ('\xb4cef0ee8f79fce305c527f5af45c9fb0e00bea927222ebc9855ff942e9f5295', 'forgotten', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.factor_try VALUES ('\x9eb0cbc53f7efbdf58610e07706132a96dbd17d222e86b461da494ed151d954e', 'forgotten', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.factor_try VALUES ('\xfe7eb51bd8ddf8379bade87c00c90710e9dfbb144199e07d26970a9d9e18817c', 'loss_link', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.factor_try VALUES ('\x23f85ded0783f220ca99b8118cce11ca4670c6100e31564e8c111600bb22fc9e', 'own_change_letter', 1, '2026-11-23 02:03:00+00');
INSERT INTO public.factor_try VALUES ('\x58d1e4e19fb138b5fc9b10326c23b04cd2f81bf9457c1b380a2a030c211180d5', 'contact_code', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\xdbf0d51b2576d9a844a7afaa29d962f6e135018de3dc6c971bcc9aa1bf018425', 'contact_try', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x9415fd67c2968e61a0d5124b3ca9adda8b1e979c9185289adce13cbb3c054cf1', 'contact_code', 2, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x4f5b6cbda1e03ec9a97f4bd469ce1bb50da5dba688ad61c328924cb7950fdd23', 'contact_code', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x2f1bfd4570c574883f969bede855a34a6984e6c6ca7dfcec3d4294812bf9bb00', 'contact_code', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\x6eda8453df6def49675aec1d01d98874f214e7585f10cdbcea041de53521cb6f', 'own_change_letter', 1, '2026-11-23 02:04:00+00');
INSERT INTO public.factor_try VALUES ('\xc89fee86878bb6bcd5e572c901bb45de470f8e4b4ca59cff51da7ff2b099dabc', 'own_change_letter', 1, '2026-11-23 02:05:00+00');
INSERT INTO public.factor_try VALUES ('\x2f47ce12cbe970ba8ca4a0b1ddb82386f44060f0d698d1d7e80729330a893025', 'own_change_letter', 1, '2026-11-23 02:05:00+00');
INSERT INTO public.factor_try VALUES ('\xafb57ccc7c621181f9976fe3fe9a8d18e7938cdcf7fc8b2a2f7de04f2e9469ab', 'own_change_letter', 1, '2026-11-23 02:06:00+00');
INSERT INTO public.factor_try VALUES ('\xd37cde8f2662ac08fbc5ee7b6b66170670db679f4c6019b21b19464d7aaaf159', 'own_change_letter', 1, '2026-11-23 02:07:00+00');
INSERT INTO public.factor_try VALUES ('\x6afacae46b41fdf2eaee05c2cddf091faea625da5bdcf0616e3aefc9812ed540', 'own_change_letter', 1, '2026-11-23 02:08:00+00');
INSERT INTO public.history VALUES ('01a2247f-aff6-7093-9218-7978e2afefe7', '2026-11-23 02:00:00+00', 'client_registered', NULL, 'operator', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', NULL, '{"shares_name": true}', 'Decree, Art. 17(2)', '\x0349680c34fe094a59380ed7c202f8b0ab567d8397e3cede0fcff84c79c7bafd2f', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-affd-72a0-bbe0-b440770e1b8e', '2026-11-23 02:00:00+00', 'client_activated', NULL, 'operator', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', NULL, '{"terms_version": "2026-1"}', 'Decree, Art. 17(2)', '\x0322b91eca8438b9b6f2964f0c1a90d1a4072b538cb463c7f5a4a8ae54d554df04', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b005-7c8c-b440-e215e0e2bd86', '2026-11-23 02:00:00+00', 'subject_registered', '01a2247f-affe-7be0-9459-e48c76346ea8', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x0364514132021e50d00312cca416463fb75e2bca6514c95939753799380185c042', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b008-75f5-821e-44ecf085bbeb', '2026-11-23 02:00:00+00', 'subject_matched', '01a2247f-affe-7be0-9459-e48c76346ea8', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03ee9564266aa596e9a18fda98cb040b02f6799a4f1c9ef506bbf5628ccfbfb869', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b00f-79e1-aa78-e2eddfb59a24', '2026-11-23 02:00:00+00', 'identity_bound', '01a2247f-affe-7be0-9459-e48c76346ea8', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x031cf897af698ae0605ca68d1b127bde6b066e130b0980c50554f6db118c8b3583', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b00f-781c-8db6-346baf68724f', '2026-11-23 02:00:00+00', 'account_created', '01a2247f-affe-7be0-9459-e48c76346ea8', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x031015a5d19282d5d4ab45857eb4fd57333c9c18fd6eed0f9e5c04d23e0469ecac', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b014-7a5a-8906-b312620701fa', '2026-11-23 02:00:00+00', 'account_activated', '01a2247f-affe-7be0-9459-e48c76346ea8', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01050ea1bae555be8e3539a995611ea9b98b68ba6d83bd79a18273acd2d344310e', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b038-7fac-905b-69ab79a083b8', '2026-11-23 02:00:00+00', 'password_set', '01a2247f-affe-7be0-9459-e48c76346ea8', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b027-7d7e-b39e-b298905ae2e1"}', 'Decree, Art. 17(2)', '\x013b000f47ebcde13f75f1e1f9f623e53e019afed06efda37e1cc27bda6df75804', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b04e-70f6-a238-0dafd4fc089f', '2026-11-23 02:00:30+00', 'totp_enrolled', '01a2247f-affe-7be0-9459-e48c76346ea8', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2247f-b048-7f79-8162-3c20ba80f6be"}', 'Decree, Art. 17(2)', '\x012f6097b4324eaef0d6a65bbfcc92ee3d89048aae43056abadc9435cfffef183a', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b07a-79c1-b29e-e0c9ba3e1732', '2026-11-23 02:01:00+00', 'factor_proven', '01a2247f-affe-7be0-9459-e48c76346ea8', 'subject', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', '01a2247f-b056-703b-a6f4-30f35334cadc', '{"kind": "password", "credential": "01a2247f-b027-7d7e-b39e-b298905ae2e1"}', 'Decree, Art. 17(2)', '\x01727483d119883429e002bb59e9c327cbb33726e4d54bb3641307f78e032524d4', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b09e-7a7a-af49-db619d46e474', '2026-11-23 02:01:30+00', 'signed_in', '01a2247f-affe-7be0-9459-e48c76346ea8', 'subject', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', '01a2247f-b056-703b-a6f4-30f35334cadc', '{"level": 2, "means": ["password", "totp"], "device": "", "session": "01a2247f-b09d-7624-9832-91c5c3f63f3c"}', 'Decree, Art. 17(2)', '\x01fb201de00dc4b431b9b8a5aff92005ddddf44a7158dcd1eb58f5d8b02d48408b', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b09d-7379-af39-c8208116503c', '2026-11-23 02:01:30+00', 'factor_proven', '01a2247f-affe-7be0-9459-e48c76346ea8', 'subject', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', '01a2247f-b056-703b-a6f4-30f35334cadc', '{"kind": "totp", "credential": "01a2247f-b048-7f79-8162-3c20ba80f6be"}', 'Decree, Art. 17(2)', '\x01377129f0f3cb78a5e8dc5626d9d25ec7751fd02a1facb94957f81b4894f64e08', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b0c6-74ab-b76d-0e86b54b9fbc', '2026-11-23 02:01:30+00', 'consent_given', '01a2247f-affe-7be0-9459-e48c76346ea8', 'subject', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', '01a2247f-b056-703b-a6f4-30f35334cadc', '{"items": ["authentication", "name", "offline_access"], "level": 2, "declined": ["family_name", "given_name", "gender", "birthdate", "email", "email_verified"], "provider": null, "consent_id": "01a2247f-b0c3-754f-90cd-7a4a79207a3c", "expires_at": "2027-02-21T02:01:30+00:00", "legal_basis": "consent", "text_digest": "47198c1c052202cdf1f9580f5e9e869a828f97fb2b859694f98819dddf328642"}', 'Decree, Art. 17(2)', '\x0115ee91c4ed9c8250c52303a8d8f48b457dfd020d4dc98023d4c20a9dd1f93a34', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b0dc-758b-ab1f-0d0ecd9df74d', '2026-11-23 02:01:30+00', 'tokens_issued', '01a2247f-affe-7be0-9459-e48c76346ea8', 'relying_party', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', '01a2247f-b056-703b-a6f4-30f35334cadc', '{"level": 2, "family": "01a2247f-b0cd-722d-98e8-830e4eceee00", "offline": true, "consent_id": "01a2247f-b0c3-754f-90cd-7a4a79207a3c"}', 'Decree, Art. 17(2)', '\x0301bcb3daaea6a05d377d4a8c16034de081c7d817b40596f44314bc9e1f65cc3a', '{"authenticated_by": "client_secret"}', NULL);
INSERT INTO public.history VALUES ('01a2247f-b0e3-771c-b933-b3f6c4106973', '2026-11-23 02:01:30+00', 'subject_registered', '01a2247f-b0e0-7f2a-adb6-7c03f647156c', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03c8ef7591c3db45cb0fff960e9d3ee08e37bf34c8f6103f16cf8b5c9a8bc985ae', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b0e5-7002-865b-e6dc668e4ae2', '2026-11-23 02:01:30+00', 'subject_matched', '01a2247f-b0e0-7f2a-adb6-7c03f647156c', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03317520d37c6d6f70651cb5864f984dc6a592d64d6a41c6f8b131ab454b4256f7', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b0e7-737c-9eb9-3a947f6b9294', '2026-11-23 02:01:30+00', 'identity_bound', '01a2247f-b0e0-7f2a-adb6-7c03f647156c', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03978d0cc9ced5f8689898c8d49c699ed7c5ee5c4fcd11e54e1f649a29dfde6446', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b0e7-71b6-8686-ca76dd4e5d7d', '2026-11-23 02:01:30+00', 'account_created', '01a2247f-b0e0-7f2a-adb6-7c03f647156c', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03fcb1bf866f7ec01d4183eacd846aab9f560465f28291ce2b782160a419fd69e3', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b0ee-7f33-a556-1a7638550176', '2026-11-23 02:01:30+00', 'activation_link_sent', '01a2247f-b0e0-7f2a-adb6-7c03f647156c', 'operator', NULL, NULL, '{"channel": ["mail"]}', 'Decree, Art. 17(2)', '\x0316493fdd009f4a85f9167e8f2a43de55b9daadf8389a1ba802d4ae7233b4eaa3', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b100-7131-bd8f-ad8622ee6b20', '2026-11-23 02:01:30+00', 'subject_registered', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "gender", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x0319328d7e830ae9034c020968fb7027dcf07d609cd97d706c4e1365f963b6b6ec', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b102-727a-a4f1-687fb50de6ae', '2026-11-23 02:01:30+00', 'subject_matched', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x0305ec93a5893e953cc40120dc7ce6657ad22ddd82a8d59c45917c9f3402f706ad', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b105-728a-9a21-18b48fd9aea3', '2026-11-23 02:01:30+00', 'account_created', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'operator', NULL, NULL, '{"level": 1}', 'Decree, Art. 17(2)', '\x0381433be21cc0ed6adaafbb453432a99f54e7a3d0234bc8819755901c5c34111b', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b105-7bc5-b55a-dbf85ece83a0', '2026-11-23 02:01:30+00', 'identity_bound', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'operator', NULL, NULL, '{"level": 1}', 'Decree, Art. 17(2)', '\x0372668b781c0626d0486db63f4367fb80debc2ac2e8bbdf2157dc04597cf8a3d3', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b10e-7a78-87db-889fbe393a1d', '2026-11-23 02:01:30+00', 'password_set', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'operator', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b106-7473-af1e-e2fb3b72b6fb"}', 'Decree, Art. 17(2)', '\x0333e4ab01049366dfbafad4a17b64429df6e8776a4e90bc5bef5011d7b2f63e42', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b116-71ff-9946-f11dbd090133', '2026-11-23 02:01:30+00', 'activation_link_sent', '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'operator', NULL, NULL, '{"channel": ["mail"]}', 'Decree, Art. 17(2)', '\x037dee3b6eded326b8fbc16a1bd11b5487908f8d6518d222243a63a79f0f27eaf1', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b129-772f-8d2e-89a272304abc', '2026-11-23 02:02:30+00', 'subject_registered', '01a2247f-b124-73ce-9f0f-7cd9dd4ee99a', 'operator', NULL, NULL, '{"kind": "foreigner", "items": ["birthdate", "face_image", "fingerprints", "gender", "name", "nationality", "personal_number", "travel_document", "updated_at"]}', 'Decree, Art. 17(2)', '\x0367c4112fd4647244e16b7ec17914df11459ee4c4d58d6f79ce4b02f1026d937b', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b129-7927-be80-485c6b564327', '2026-11-23 02:02:30+00', 'subject_registered', '01a2247f-b124-751c-8c9c-6e43b7a15e8e', 'operator', NULL, NULL, '{"kind": "organisation", "items": ["address", "established_on", "name", "organisation_number", "tax_code", "updated_at"]}', 'Decree, Art. 17(2)', '\x0367f22a81a2d9b78f84242929c935aeeda935881c0559b7cbff2ba0e83a8f982a', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b12a-7b58-a4b1-056794cfcd66', '2026-11-23 02:02:30+00', 'subject_matched', '01a2247f-b124-73ce-9f0f-7cd9dd4ee99a', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x032d96eaedb3f0303bce2843ce4de8eb410a6084764c73f7a1c6e29bf0242b806a', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b12a-7d51-b4f4-9a15b20e28f2', '2026-11-23 02:02:30+00', 'subject_matched', '01a2247f-b124-751c-8c9c-6e43b7a15e8e', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x0349415c5a846277e6d58dab5ec3ade86a870d2e1b90487b0f7615d59126da99c4', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b12f-7a0f-8f83-4120841e98ad', '2026-11-23 02:02:30+00', 'subject_registered', '01a2247f-b12c-734f-ad59-59615e543640', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "phone_number", "phone_number_verified", "updated_at"]}', 'Decree, Art. 17(2)', '\x03371ccc3434fc13cf1d80e7d7004336b20630bb7e384072732a0deb148393ac60', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b131-7b9f-ac26-84beb8eb764c', '2026-11-23 02:02:30+00', 'subject_matched', '01a2247f-b12c-734f-ad59-59615e543640', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x036f9ac821c3bc2484ec59b9f4877320e8bb610b9596dc4a45469af4abda49eb9f', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b134-7aed-a688-e3c6aef4311e', '2026-11-23 02:02:30+00', 'identity_bound', '01a2247f-b12c-734f-ad59-59615e543640', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0363da8c87acadedb1665cac3e8fe80059f46fce55f558098457a1bddc2b040f5c', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b134-7973-8a07-3c5e1d9c6603', '2026-11-23 02:02:30+00', 'account_created', '01a2247f-b12c-734f-ad59-59615e543640', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03c535be22ea8b83d750df57bc3fd507f9d7fd66aad951186df40a35af3de3102b', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b137-708b-8b50-ec281f95d861', '2026-11-23 02:02:30+00', 'account_activated', '01a2247f-b12c-734f-ad59-59615e543640', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01a1b5dc4c7a92f7d940554d8a29809a470e58344afa5a023e8752cbde878ecb0c', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b148-744c-8a4f-c35c53d08184', '2026-11-23 02:02:30+00', 'password_set', '01a2247f-b12c-734f-ad59-59615e543640', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b13e-7d91-9ab3-fa72dc0ee15d"}', 'Decree, Art. 17(2)', '\x01d1f2e75b964ae1c2681b2dd3886fb4043c5e79c70faf1cdd04689c4537244206', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b155-7504-97ee-269f1100fc66', '2026-11-23 02:03:00+00', 'password_link_asked', '01a2247f-b12c-734f-ad59-59615e543640', 'browser', NULL, NULL, '{}', 'Decree, Art. 17(2)', '\x01ede520c19bfdc076318a42835000072a764a087cf643392b19a8021cc908a931', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b16d-7caf-a049-3b6a84a30548', '2026-11-23 02:03:00+00', 'loss_link_asked', '01a2247f-b12c-734f-ad59-59615e543640', 'browser', NULL, NULL, '{}', 'Decree, Art. 17(2)', '\x0196d84e3d7a54bda08c01612807e9d483e4a967555540d6c5c308f0c04e19f9eb', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b174-74b3-9423-cc131ad716f1', '2026-11-23 02:03:00+00', 'subject_registered', '01a2247f-b172-717c-acee-a2cb2398e416', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x0300313c1aae4aaeec7df7863154ebc6a2fecbb13cfcbc88592a72aa636e018ca8', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b176-71b5-8d19-a0b34a781e4f', '2026-11-23 02:03:00+00', 'subject_matched', '01a2247f-b172-717c-acee-a2cb2398e416', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x035b84b9f3279e548c18e06d1a0b3dae3e1cb7efadab884d7f08bd7672b0b96212', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b178-79c0-b75e-310b8f607391', '2026-11-23 02:03:00+00', 'identity_bound', '01a2247f-b172-717c-acee-a2cb2398e416', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03789cbcab04931071f22ce4cf7784d306680fab4cd3d06dcfe843908b98acf3a6', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b178-7830-947a-0f3842ff5b81', '2026-11-23 02:03:00+00', 'account_created', '01a2247f-b172-717c-acee-a2cb2398e416', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x036f102d14744129759ca7cc5e530b7d94f29ee20af48da4dbe8f98b87b669d9e0', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b17b-7132-954b-5adde4418f9c', '2026-11-23 02:03:00+00', 'account_activated', '01a2247f-b172-717c-acee-a2cb2398e416', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01a7dede1d5482c3fb74dcba2672f2b46f9a29a71c6f872d84ccc799dc31921f0e', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b184-78e7-93c1-991c04060335', '2026-11-23 02:03:00+00', 'password_set', '01a2247f-b172-717c-acee-a2cb2398e416', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b17f-7cd8-81e1-7b904eb6a497"}', 'Decree, Art. 17(2)', '\x0112dbdd997d99663a839d5e6fb4fba52aa5868f08b7edec1e26c83c3ef93960d9', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b191-7757-b972-6b15136789b0', '2026-11-23 02:03:30+00', 'totp_enrolled', '01a2247f-b172-717c-acee-a2cb2398e416', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2247f-b18d-7a0f-850a-985b129d6209"}', 'Decree, Art. 17(2)', '\x01c69f8351e1d6246879732cd96f6e5587363c9cce49b9bcd910496cc7f9815dad', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b1aa-7cd3-98fd-c50c43feeb8f', '2026-11-23 02:04:00+00', 'contact_changed', '01a2247f-b172-717c-acee-a2cb2398e416', 'subject', NULL, NULL, '{"from": "2026-11-23T02:04:00+00:00", "item": "email", "bound": 1, "contact": "01a2247f-b1a2-72eb-83f0-8b546b0080fc"}', 'Decree, Art. 17(2)', '\x01a307f4b9f66b391ebf92c3d45b6afda0b6a22adbcd15b1b7fa6beb60326c73ba', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b1b7-7afa-97d7-0f4549587f70', '2026-11-23 02:04:00+00', 'subject_registered', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x0349660767c12a8e87abb6a925c5afb38dd575948d70b0be07d89c07d39dde5fcc', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b1b9-78d4-806e-b35ff1641e62', '2026-11-23 02:04:00+00', 'subject_matched', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03ef89befb635295cef458bf87a7416f40424207216b10fa3055845cb03990b7f6', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b1bc-75fc-a84f-b6f77fd0ebc2', '2026-11-23 02:04:00+00', 'identity_bound', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x0325abc503b3e292ffebf48e28a0fa89937c9510d509d9f8f8ac68eaae08330a6f', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b1bc-73f5-8915-5a83beb53685', '2026-11-23 02:04:00+00', 'account_created', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03b87af10b48b8b6148f7300db499cd4ea68cb397f191598f3022e3a528e8dfd1c', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b1bf-74a1-a677-a55add2938a2', '2026-11-23 02:04:00+00', 'account_activated', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01342d3c5e930dc23c178692f3525948f80e919ec5bf031b699693af650d4d5ab6', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b1ca-7f85-83a8-61a122d8eda3', '2026-11-23 02:04:00+00', 'password_set', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b1c5-7089-9260-2574944e936c"}', 'Decree, Art. 17(2)', '\x017ea4fff16348195bda681a82bfcff5c3a609846a34d18b9ff9f06bc5be1718a0', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b1d8-72fe-893a-a1f8ac180f18', '2026-11-23 02:04:30+00', 'totp_enrolled', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2247f-b1d4-7693-8d81-a4bc6fc499e6"}', 'Decree, Art. 17(2)', '\x0119729f5ea86a9617ac0d818553833b72f81333c3403c9da2383e2c084eb26984', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b1e7-7c55-950c-287fc2562419', '2026-11-23 02:05:00+00', 'recovery_codes_renewed', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'subject', NULL, NULL, '{"kind": "recovery_codes", "credential_id": "01a2247f-b1db-7dd7-bd8e-754df12a664f"}', 'Decree, Art. 17(2)', '\x013bc689508fb3e14fad06159486d62c71ce99834397fa5b559c93f104c4deb20b', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b1f2-706a-9f71-bd18357535b1', '2026-11-23 02:05:00+00', 'credential_stopped', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'operator', NULL, NULL, '{"kind": "totp", "credential_id": "01a2247f-b1d4-7693-8d81-a4bc6fc499e6"}', 'Decree, Art. 17(2)', '\x03e90787756faa821ec8e44c6995e72f74bd5375a1d78a3cebc620643eaa97c423', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b204-768b-9b6e-d0a07fedef7e', '2026-11-23 02:05:00+00', 'loss_reported', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'operator', NULL, NULL, '{"by": "hotline", "case": "BM-VWQF-6CMP", "lost": ["phone"], "final": false, "number": "BM-VWQF-6CMP", "reason": "lost_control", "stopped": 1, "version": 1, "sessions": 0}', 'Decree, Art. 17(2)', '\x033023c83dfaa6d8370cdda2fa52dddefa7c35265250574a023eb6bb3407abd9e1', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b202-71b0-b98d-be42f16409c5', '2026-11-23 02:05:00+00', 'deadline_started', NULL, 'system', NULL, NULL, '{"case": "01a2247f-b1fe-745d-85e3-351d97e1f1de", "term": "take_loss_case", "due_at": "2026-11-24T17:00:00+00:00", "calendar": "2026-11-28", "rule_set": "draft-2024", "case_kind": "loss", "started_at": "2026-11-23T02:05:00+00:00"}', 'Decree, Art. 17(2)', '\x03d15e87f749d6affb5a9297525dd7d73aeeb0a5e80153bef04562239d1a812978', '{"rule": "X7.2"}', NULL);
INSERT INTO public.history VALUES ('01a2247f-b20d-74fd-9f60-516ac8a0d071', '2026-11-23 02:05:00+00', 'subject_registered', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x0366c5b969d43114926f0fe4028ba84914ec2bb90d37dd4747100b7dd20ba6d021', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b20f-73e1-ac29-e7192966a507', '2026-11-23 02:05:00+00', 'subject_matched', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x032a0812d26576ff268d52360281002df30e2cd0f3ce4cac02c42de4c4a35555fd', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b212-7035-8bad-446e37f10b6f', '2026-11-23 02:05:00+00', 'identity_bound', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03f204c85ae23364de450e3b2f8c1ea36dcffa1205b433f0ff5cef0291e608fecd', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b211-7e73-b834-7d2115b70181', '2026-11-23 02:05:00+00', 'account_created', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03c234dfe47be211a37fae23877339872d84cb489e9925c9a95782d0e8f2c60921', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b215-74aa-880b-79e1f6584427', '2026-11-23 02:05:00+00', 'account_activated', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01cdd5adca6c3b123bb09cbe0a09c73ff31c5d29ae6f5ed55fbdae0cb888f4e41b', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b222-7571-89c8-6a488df2dc9d', '2026-11-23 02:05:00+00', 'password_set', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b21c-7cfa-a357-d28783355c25"}', 'Decree, Art. 17(2)', '\x010dfb9c69cd70b1eaf5d3a7598683999833699ae44b2d0c5f8709f6150ee29976', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b22d-7a6c-aa62-27b1a0eceb70', '2026-11-23 02:05:30+00', 'totp_enrolled', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2247f-b229-770a-aba8-be6606866ec4"}', 'Decree, Art. 17(2)', '\x0142ab3b1d173deb7911a3373804e984cfd1fd6e60a5d6bdbcf277309c78ce5b2d', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b23e-7607-a817-78df954a2b83', '2026-11-23 02:06:00+00', 'passkey_enrolled', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'subject', NULL, NULL, '{"kind": "passkey", "credential_id": "01a2247f-b237-7018-b0ad-2b001a27c831"}', 'Decree, Art. 17(2)', '\x0120a9a04db52c8865e3c736631b1ec6991fa6cd1de085cb0a7dbe105918062d0c', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b248-78c7-8fb2-0a060fffebbc', '2026-11-23 02:06:00+00', 'officer_appointed', '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'system', NULL, NULL, '{"desk": "Quầy 1", "from": "2026-11-23T02:06:00+00:00", "roles": ["director", "operator"], "until": "2027-11-23T02:06:00+00:00", "officer": "01a2247f-b241-703f-8531-727088e7aa64", "decision": null, "desk_kind": "authority", "appointment": "01a2247f-b241-700d-86b7-cd9743980b08"}', 'Decree, Art. 17(2)', '\x03eae1e845384b6ee6d6bd8ecdf66c3c15940accf3b412a435b10536673e647429', '{"rule": "policy installation"}', NULL);
INSERT INTO public.history VALUES ('01a2247f-b24d-76a1-a2c2-4e19c275c7aa', '2026-11-23 02:06:00+00', 'subject_registered', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03df2d20e14c007c7f48e54e5d99ce8f924ba052abc7c8e8a7e31ff165faf590ae', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b250-7226-b1ab-0b1f4ff258ab', '2026-11-23 02:06:00+00', 'subject_matched', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03f17bd12f009e72c179b4d186c3ae06eb1452b4a42626df15804571bb34f9b6ec', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b252-780f-b124-1452fb99d74e', '2026-11-23 02:06:00+00', 'identity_bound', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03a3772ad9763e66a76518785ef2778e51c69216ba92e35f8470bdfd79d6cc9480', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b252-76bb-ba3f-1237b0762a30', '2026-11-23 02:06:00+00', 'account_created', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03aac17402c09a2bcf067d9abc591a39bdbd2be1cdf74e5ae2b484927f5391ea55', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b254-7369-8d52-ee1740afe60a', '2026-11-23 02:06:00+00', 'account_activated', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01a0a02abc4bf9cb0edd04441c8cbdb5471e63cfbfa269b6708a69af6dd42cf6fe', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b25c-76ee-8b21-cb47d5323199', '2026-11-23 02:06:00+00', 'password_set', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b258-71d2-a900-7400277f1b82"}', 'Decree, Art. 17(2)', '\x01fe392d9aae25730b311f19616a5b0065b01c2207213aaa3ba4c4888b302d7497', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b266-71d0-bd3d-ec4b4884199c', '2026-11-23 02:06:30+00', 'totp_enrolled', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2247f-b262-7e14-ba07-fc2948435d1f"}', 'Decree, Art. 17(2)', '\x01a528f2cbb183a8e350bf591bc78cbcfcc486faeaba4728789deaf8d3d3e9ec07', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b277-7323-a8fd-c16593d42e5c', '2026-11-23 02:07:00+00', 'passkey_enrolled', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'subject', NULL, NULL, '{"kind": "passkey", "credential_id": "01a2247f-b272-7dc4-ada3-c21375949360"}', 'Decree, Art. 17(2)', '\x010a765336f0f9daa2b79e5c6fd6d30e64aed6fce5002eb6109750b9694cecdff0', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b27d-72df-8e32-8d4da96a82d5', '2026-11-23 02:07:00+00', 'officer_appointed', '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'system', NULL, NULL, '{"desk": "Quầy 1", "from": "2026-11-23T02:07:00+00:00", "roles": ["operator", "approver"], "until": "2027-11-23T02:07:00+00:00", "officer": "01a2247f-b279-7c21-966c-2ad37ef45983", "decision": null, "desk_kind": "authority", "appointment": "01a2247f-b279-7bd0-840a-3eeaccac4f62"}', 'Decree, Art. 17(2)', '\x03da640d2104c451725785c34e83b5e85964382a0f57cf30b91bff8cad97312738', '{"rule": "policy installation"}', NULL);
INSERT INTO public.history VALUES ('01a2247f-b282-7539-a23b-982af04895f2', '2026-11-23 02:07:00+00', 'subject_registered', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03b9748b4ebd96371387ec200c19157ec9cb54ae240ca72dce5abeb45c4356609a', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b284-729b-b0f7-a21bfb15a735', '2026-11-23 02:07:00+00', 'subject_matched', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03c3d136f619478f2ac7d24923917e289d5dea99782f55f0c73a85fc9f43befe73', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b287-71a2-9b9b-810b0b330fd7', '2026-11-23 02:07:00+00', 'identity_bound', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03df9b26fdf8ba3141b21ae748141e73698b985df492ad181274cde1febde28c08', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b286-7fe4-9487-fb8273443030', '2026-11-23 02:07:00+00', 'account_created', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x032aa8acbbde688300e97d839a7f0c8fe85a65100ada857edf9e19c6a1f1cd0195', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b289-7c25-a14a-615902fbcf51', '2026-11-23 02:07:00+00', 'account_activated', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x014c68ff499f2696c73f199101c6e17a4c510a966e2f038e8e76aefaa50c7ab3ec', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b295-762d-af6d-1d8b07265be3', '2026-11-23 02:07:00+00', 'password_set', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b290-7a7a-9299-ac2c1dc56841"}', 'Decree, Art. 17(2)', '\x010aaf6617d2a44c47c4e404dd325fd61e8923a5a0763d9d65e8406ae366f34a40', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b2a0-759e-8b64-6b4171875025', '2026-11-23 02:07:30+00', 'totp_enrolled', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2247f-b29c-7a08-9145-35aa2522b48e"}', 'Decree, Art. 17(2)', '\x01fa4981a1a0b428dfe73240ff42921066f718ee08cd944ed3d19008c8b9bac1fd', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b2b3-7d2e-9043-4fc6b4877507', '2026-11-23 02:08:00+00', 'passkey_enrolled', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'subject', NULL, NULL, '{"kind": "passkey", "credential_id": "01a2247f-b2a9-7f9a-a24e-10bb017c5218"}', 'Decree, Art. 17(2)', '\x0100ad551f053f80b20d34bf7551f618b8803e4520670e3eeaf5206fb2e62a68c4', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b2bb-7d94-8398-4b88327e2d1a', '2026-11-23 02:08:00+00', 'officer_appointed', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'system', NULL, NULL, '{"desk": "Quầy 1", "from": "2026-11-23T02:08:00+00:00", "roles": ["hotline", "identity_officer"], "until": "2027-11-23T02:08:00+00:00", "officer": "01a2247f-b2b8-72a8-920a-c0208cf573f1", "decision": null, "desk_kind": "commune_police", "appointment": "01a2247f-b2b8-7213-ba68-866e9678c935"}', 'Decree, Art. 17(2)', '\x03cbf90603b55029d709be32048294e186a8bd6fc2194bd2858360ffa72e9634f5', '{"rule": "policy installation"}', NULL);
INSERT INTO public.history VALUES ('01a2247f-b2c8-7be8-b18c-1d33351df9b6', '2026-11-23 02:08:00+00', 'person_request_opened', '01a2247f-affe-7be0-9459-e48c76346ea8', 'officer', NULL, NULL, '{"case": "01a2247f-b2c7-7ab9-8dd8-ca79fcc8ca3f", "number": "HS-T9AJ-Z45K-MN08", "version": 1}', 'Decree, Art. 17(2)', '\x0377b6449a5b8b0230b8f214e7da4cd4ccc6004cdaabf9eb24d265dff4499e927d', '{"desk": "Quầy 1", "level": 3, "roles": ["hotline", "identity_officer"], "until": "2027-11-23T02:08:00+00:00", "desk_kind": "commune_police", "officer_id": "01a2247f-b2b8-72a8-920a-c0208cf573f1", "session_id": "01a2247f-b2be-7ca2-8045-df9ee54c2d56", "subject_id": "01a2247f-b27f-7c0e-84d1-979d8f9fafe3", "appointment_id": "01a2247f-b2b8-7213-ba68-866e9678c935", "authenticated_at": "2026-11-23T02:08:00+00:00"}', '01a2247f-b2b8-72a8-920a-c0208cf573f1');
INSERT INTO public.history VALUES ('01a2247f-b2d0-7536-ac0d-696f7e7d2430', '2026-11-23 02:08:00+00', 'person_request_taken', '01a2247f-affe-7be0-9459-e48c76346ea8', 'officer', NULL, NULL, '{"case": "01a2247f-b2c7-7ab9-8dd8-ca79fcc8ca3f", "number": "HS-T9AJ-Z45K-MN08", "version": 2}', 'Decree, Art. 17(2)', '\x03897886c46c475958aed9b73f16b854a42e320b1a9aafc3c62e520190692a5ed9', '{"desk": "Quầy 1", "level": 3, "roles": ["hotline", "identity_officer"], "until": "2027-11-23T02:08:00+00:00", "desk_kind": "commune_police", "officer_id": "01a2247f-b2b8-72a8-920a-c0208cf573f1", "session_id": "01a2247f-b2be-7ca2-8045-df9ee54c2d56", "subject_id": "01a2247f-b27f-7c0e-84d1-979d8f9fafe3", "appointment_id": "01a2247f-b2b8-7213-ba68-866e9678c935", "authenticated_at": "2026-11-23T02:08:00+00:00"}', '01a2247f-b2b8-72a8-920a-c0208cf573f1');
INSERT INTO public.history VALUES ('01a2247f-b2dd-78af-9f1c-d952ce14429f', '2026-11-23 02:08:00+00', 'person_looked_at', '01a2247f-affe-7be0-9459-e48c76346ea8', 'officer', NULL, NULL, '{"case": "01a2247f-b2c7-7ab9-8dd8-ca79fcc8ca3f", "desk": "Quầy 1", "told": true, "purpose": "serve_the_person", "desk_kind": "commune_police"}', 'Decree, Art. 17(2)', '\x031d0159b7e643f86fb1260408e4645cb16217daf25d2d1066bceaf7abbe5849cb', '{"desk": "Quầy 1", "level": 3, "roles": ["hotline", "identity_officer"], "until": "2027-11-23T02:08:00+00:00", "desk_kind": "commune_police", "officer_id": "01a2247f-b2b8-72a8-920a-c0208cf573f1", "session_id": "01a2247f-b2be-7ca2-8045-df9ee54c2d56", "subject_id": "01a2247f-b27f-7c0e-84d1-979d8f9fafe3", "appointment_id": "01a2247f-b2b8-7213-ba68-866e9678c935", "authenticated_at": "2026-11-23T02:08:00+00:00"}', '01a2247f-b2b8-72a8-920a-c0208cf573f1');
INSERT INTO public.history VALUES ('01a2247f-b2ea-70a3-8e20-15587eaf8add', '2026-11-23 02:08:00+00', 'desk_opened', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'subject', NULL, NULL, '{"level": 3, "desk_session": "01a2247f-b2e7-72fe-a492-4c80eaa78a53"}', 'Decree, Art. 17(2)', '\x03257ff4ad7a212f4ab8df9f76ccebb8e9e82840895d304f9f0167fbedc5128a3e', '{"level": 3, "session_id": "01a2247f-b2de-7c75-85ef-2e99dc56ce72", "authenticated_at": "2026-11-23T02:08:00+00:00"}', NULL);
INSERT INTO public.history VALUES ('01a2247f-b31b-7297-82a1-456074f18f22', '2026-11-23 02:08:00+00', 'subject_registered', '01a2247f-b318-7582-bcc1-706f68c67636', 'operator', NULL, NULL, '{"kind": "citizen", "items": ["birthdate", "email", "email_verified", "family_name", "gender", "given_name", "name", "personal_number", "updated_at"]}', 'Decree, Art. 17(2)', '\x03a4273c02aa3803fcd3aa91f9b14ef3161c3e168b47874cf95d1657f2af2e8c51', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b31c-7962-bf06-1685b88becf6', '2026-11-23 02:08:00+00', 'subject_matched', '01a2247f-b318-7582-bcc1-706f68c67636', 'operator', NULL, NULL, '{"source": "national_population_db"}', 'Decree, Art. 17(2)', '\x03a3c90b074baf84f7fb1ea609f7672bb180643e085efa8017adbb220cd710069c', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b31e-77b8-9f43-130e0f47d2f4', '2026-11-23 02:08:00+00', 'identity_bound', '01a2247f-b318-7582-bcc1-706f68c67636', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x030634e2f5fcbc03989ecdcb936fdd2a558498cde4db3a68c12cb8f44ecb5331e6', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b31e-75e8-aa74-12be51f1fc91', '2026-11-23 02:08:00+00', 'account_created', '01a2247f-b318-7582-bcc1-706f68c67636', 'operator', NULL, NULL, '{"level": 2}', 'Decree, Art. 17(2)', '\x03dfd0d89ff3ed3ec4b03a90bc6a0413c30dc357cff22742eb289ae40d85d86f09', '{"host": "host-1", "user": "idp"}', 'idp@host-1');
INSERT INTO public.history VALUES ('01a2247f-b320-711f-b075-e88f1fe564c4', '2026-11-23 02:08:00+00', 'account_activated', '01a2247f-b318-7582-bcc1-706f68c67636', 'subject', NULL, NULL, '{"terms_version": "2026-07"}', 'Decree, Art. 17(2)', '\x01de85dfe291e7324df0e1b11d9554e3b3b0d73d9126ac9fb1d40f42f123eca8a1', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b329-70bc-89a7-b95777e56356', '2026-11-23 02:08:00+00', 'password_set', '01a2247f-b318-7582-bcc1-706f68c67636', 'subject', NULL, NULL, '{"kind": "password", "credential_id": "01a2247f-b325-78dc-b0e5-4930abae0038"}', 'Decree, Art. 17(2)', '\x011dded123cfe4553381b09b50408ece9bc676da6d0079d8fb541df4a40228b6aa', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b330-750f-881e-ed5f886378f2', '2026-11-23 02:08:30+00', 'totp_enrolled', '01a2247f-b318-7582-bcc1-706f68c67636', 'subject', NULL, NULL, '{"kind": "totp", "credential_id": "01a2247f-b32d-7cae-a96c-16d147785eff"}', 'Decree, Art. 17(2)', '\x011189b901aae59b8c2196515af9f9335eda9c92c148774cf00a64fb7069342939', NULL, NULL);
INSERT INTO public.history VALUES ('01a2247f-b344-7a01-87a0-7a2cb77d1f08', '2026-11-23 02:09:00+00', 'decision_opened', NULL, 'officer', NULL, NULL, '{"case": "01a2247f-b339-7bd1-9a0c-072e93c13c8b", "event": "appoint", "digest": "a39563f13818eeefc92d511c5f406749f78457b8059487e5cf6230716e2c0e1c", "version": 1, "decision": "01a2247f-b33f-7bde-b4a8-e16a5564d30e", "procedure": "appointment"}', 'Decree, Art. 17(2)', '\x0396110ecb6e121ed2e3fa13d12ab69fe4f3526094df3263ae8caef581d52e0be8', '{"desk": "Quầy 1", "level": 3, "roles": ["director", "operator"], "until": "2027-11-23T02:06:00+00:00", "desk_kind": "authority", "officer_id": "01a2247f-b241-703f-8531-727088e7aa64", "session_id": "01a2247f-b24b-7650-bc4d-e145bf0e345d", "subject_id": "01a2247f-b20a-7d49-8c44-7ce387c319ea", "appointment_id": "01a2247f-b241-700d-86b7-cd9743980b08", "authenticated_at": "2026-11-23T02:09:00+00:00"}', '01a2247f-b241-703f-8531-727088e7aa64');
INSERT INTO public.history VALUES ('01a2247f-b36f-741e-97f8-6589ef20f27f', '2026-11-23 02:09:00+00', 'decision_signed', NULL, 'officer', NULL, NULL, '{"act": "propose", "key": "a0d94df406aa84c383b04b39023352badc63e3bb3aa48ff4406e510174480213", "case": "01a2247f-b339-7bd1-9a0c-072e93c13c8b", "event": "appoint", "means": "passkey", "digest": "a39563f13818eeefc92d511c5f406749f78457b8059487e5cf6230716e2c0e1c", "signed": "2b236d4bb1cf1854a5ecd27688709c63f119946f3727d378a19fc466067fcaf1", "version": 1, "decision": "01a2247f-b33f-7bde-b4a8-e16a5564d30e", "procedure": "appointment", "signature": "01a2247f-b369-76c5-ba00-98f60c130a0c", "credential": "01a2247f-b237-7018-b0ad-2b001a27c831"}', 'Decree, Art. 17(2)', '\x03b1fd6d427b7e7f72dbf270250529569b6efc53c8f3e89e56b53bf5a8145484e3', '{"desk": "Quầy 1", "level": 3, "roles": ["director", "operator"], "until": "2027-11-23T02:06:00+00:00", "desk_kind": "authority", "officer_id": "01a2247f-b241-703f-8531-727088e7aa64", "session_id": "01a2247f-b24b-7650-bc4d-e145bf0e345d", "subject_id": "01a2247f-b20a-7d49-8c44-7ce387c319ea", "appointment_id": "01a2247f-b241-700d-86b7-cd9743980b08", "authenticated_at": "2026-11-23T02:09:00+00:00"}', '01a2247f-b241-703f-8531-727088e7aa64');
INSERT INTO public.identity VALUES ('01a2247f-affe-7be0-9459-e48c76346ea8', '\x0134d0680f3632e871b6cce705c0de27c0887f3e0d47b87195a8546956702db27a4b5bb231643741107a0ee2aee437fa78522ca7657523db8840453e24', '\x014bf626d84a25f59e7d42de260c0773975b32dbcf03b0b83d9eaeaf1a7535636b057aac86c6483db6c2c65e349acd2f69a77927ddd0242a64d0e6962cac16d4f940faa2883c9a8db8689b1072d98fdbea0b7a712c43b4f542b3a0d19c928c319ec0d32cc4cda63d066f927efd59a51e96c248227e068b39294bf4faf32ddf1bbb575ef38c88ecb9b9584b367fade59bdaeb1b2280d351b732f88d6f3ee973af2292f04b1c737d3544700ccd86413e8f5bb90cb290e51964c0f7351addc6a0124edb48415223ac20faee293d2e882d68f306374c32e33de47e9299741e98fa4e16e367e295d1a928bf3b1bdb92a4ff5bfc4442c6ae9f4bb78501e4e5627e4ea58481a121a2f878cedc858e19a311cf1ea8bd9ad221a820ee4e2363190c3f53b54dc190a51da4679263ca98d543cd6fb62e52541fe56b2ba53308197c0a8ed5884005d0632c63ba00b1dd9e6aa3244eaf3e84f24593221c699735536fba4b284814d4fc64b6d446291de32726b2eadca5b31271b60ad19fe694f69bec8a531d8c293a4422a751d7d09f4d4d95c229ddedcc13d5ebcafcf9e059de5f89b706e5eeb4e242b3c08fb66b496c29ef5f3e30686dc07072af781362b962daa8deabac8fd15b8ba421b2f79e997cc74dff9bb48da9f16cabeb65100fb4b09ebaef310000d9ab4fb1f92b19f821434fd403d0b1ece27fbb3aa8fea75f0d172ecb8aecd1c87fca060673ed327b0b8db4be869a9c89f10103fac479bd4125b91905d54266768838a1dbc86c138300a11e92ebbf952d5704094adde370aaa4dd4018ecfc7dd9ddeef1743b5f22a2cfac9d7461c1c84661699f80cbbeb7f39db67ef1293eddaf0c35686d4350ca6b958e37191d7a0eaa7e301b60ad50baf8b73140fa4c262854eeee280d9f49ee76');
INSERT INTO public.identity VALUES ('01a2247f-b0e0-7f2a-adb6-7c03f647156c', '\x017332a3078ff51bb56c69aba750de84aee851f15369046744b7efc5148e53c15e3774c9cfa750fcf4e6d536a1be76530170fc7a5c61fdd41500b8b57d', '\x01b51aab085b4a44ec107d33364035758de525d508d5812dc4ea2a888c5da34c9ae7b894045596e9368d113e7c71891bd2c33ca32689a7884635dbb8ed09b9e20aa7dc590015721d822b401ef24030db30a0f9f7097f7d17871e6df4571a32421f8b4ca5c9cdf5910dd372328243efe9a1bd3e14ac822f20e7bd9f67e7bd22b9f45ec89dd6ce343187eb82da0dfa1da73523a28cadb086bca14e9f7678029371ea08e1122205f399b2205f09abc392bf87946ee416dfbecedaa549392cd74450fcb47bbae6eef983e7e9fbccce2f7c3aa6d68b9325522c0ced89e58c1a3b9cddfe1ea9cdb8ba386072af1eb2357bf299cb459e2e0760bdf567ce2dcbba6d566b15844a4203235e4f4ab8a8c581824506014e8d2e052340fb241f12b5d34ed4042c7dcae2574d4125041600966bf3f4743d2be1ae9034e028f6c7029081bb0a8a88e52e5e609cb4005a14aa2dc40c56441506911905f270f9107a5a049a79f3de06f0871ebb0f62904aa73ddfd64c22a3d4987dbca0d175a5d3a432fb8b7692aea323f9e791f2bd5b1dfbcf3e1d3596463ab22c3074f7cf5d0cd14519737bbe6553b7319f9a3048d41bf3f582bfb24a60d80f1dc5da80a9752cab994ca1af378e2cfaba8d4e2f3e84a6c3c5ab1a7b96c1d235d6e005a86b565ee483de0b2464ca798b2ed30a1d6b45bc479e2d6760f9f597f65df4bda8739a460f145b6fa8fa5f62a92fe88e0ef6a9b1f6d4bec4e1742ea2049427d4e27944595dfbae8e46e3ea1b65b41228eaa2181e1a66c436d69a9ab10cb29877c3880bfadd9b2f642d1cfb76c763ca0f8f84774115d2b1f9532c215d9ab80eaf383dadbbd9b53f52ced170205f5cd958e98adb8374a86ccceecf3cdb0329a34375faae4094df898522949583c6bef226b8a4');
INSERT INTO public.identity VALUES ('01a2247f-b0f6-7d1d-814d-1ff9111f490c', '\x01dc49f92f317b42fe896748a5e955a68ebe4070f17c9c1fb6d9af7aae5134a829d439911f45159c58c9cb6f23ba2a42991af19f9c4a1b4a321bfc15f5', '\x0169138d58543f539bfac78627602d9f4b1619b352350cf0c5924131c2bbcd145a75f7ea9c674647d620134e287286d1df8e211b04065d88cbec4b0fd06227f4d7bc2c71f6fda06f4c6f2b4b027396f9d916673f8deb438d1aaba6ed45542d1dbb6957f62ff542254c4ca1f4dce20e8b5d6d5cdd3fc4cf3b758be9b2014a3a8daf031760760ec735deac084fbd1c02c0ec4eac28aca837caa5c5497cc3485f7ff5550f04da22aa32de27b1df3dd2453130fe73d4ca7aa68c6e5e01c0faef7760f54e10569a8739251ca83ec86463d4d84e501fd4c8de4229d20b39c7710296eda3c1bfa1d8e43ee5857392d431c96af65bee2c60d8397780bc0a4342711d5c7fca85b05e92fcc488a3d4beab91f353e5f065f6a54c398720cf0fdf72d8b9e4db47ae24c475aeb1302cc74d13c7d8ef5e485b8d8c4f3c2c864d8a67f2f4581fb6930576336ff959d0f69e94997d54588c5c5745462f5600c4603382ed2ea52d87aa6eb32df8f7b1be71f56dc7e5053c66b53a4134cf18b880686f4f9553f5464034f6535fd90723e9f03ec7634128a89f95f92888b14972088831ea0d39a677676541ea606e53b3bb7a2698063185a9db88c6538b56e32c1434be6ceb2a9a94888b8884a9bdde3e1f0c9a9fcb13c34adcbf0b18ef3d99c65b2534ea7c96b37833f0f8b8d5ee168af97f65ca3dcb283cdad8d6fe0faa557aaaff8362f68a32');
INSERT INTO public.identity VALUES ('01a2247f-b124-73ce-9f0f-7cd9dd4ee99a', '\x011eae0ac96c85cfa37b5a7ec1151ba655cdc186b9e1587b49d7d6f050f43e4c03365a11f12b3e6306ce0d15606667e31b9eb1397df36c7c3674ef0636', '\x01e6cc66d0695a484b7b5c37609015a6f29731bcc17cf6596f454a7239977b09f4ef66dd1252f82f263c22ae42b1096e6bb946cea1916d2b1f2d229d6f7c96e21e59560a0c5dc3647a192342e82af39fa41fb3c4877ecddce3e9d0a81a1354e6401aae18ec2d7ec5441c4f524d382b09a845e019baa008e42fdfa941a9fe31cb988d53cb980ffbbcb3b902b6f28a106a1e49e1aeb9b594d783501236a0e3c9db2b401edd0b87b02cf8e687cf56a7f15def57e263d576df6896a9892c88d45a08042a49ec7d116ad195b6141ddea115c5fd7c7a93419dd5fb9d3ed4f134d47f595d91c29c42a94e75215379c58e6d118f1c91b4a15cc199ca047a442a0d91cfe449641b82f4c54965243aceb67bd1341f42ece66642efaa4ad29e40a5d94cf70aa812162eaa3433a0687f549149774dfc5a72fe4bd04671d972446470107d83db5be945525b3e918616a968e7582456956831246ebb3acf39eeb3d638e44408d7dae2f066c5ca5a5b09e0155eea4c5d718ba06b6470ac960221f2c115e1602f6d442dbda0409228083296f500f20cb785c6cada08994c4499dad5eeb5da613ce6805c3d4de380e7c12cfff7fd3e6ed204d3bb15f765eca954f6bbdb5ed03c04a7dbaba2e7b8542d14a1c840503d62c7cb66aa5002d6eba6c786252b339d99039259221024fac5b78c6da65b798b13c546266f6272027f35f5b9e5d098b129fb1ea3a1fc69673fbdfaafa77f0a10dbd80fa020ab4dcfbbe50cda69cf035de2ba0f8dd805a037ae982fb67484d0838e1a7dcfc21c389737a6e8c14710e8a07935e67b87198ba575c724fe5ecb63f1058e5f1b7d1d603c9a7114eee0cbd5ecd8cd045c85f3583a8cbb3da682b4d413687f50d65c93e724ed42c3634f1de6c842d2cd5b3dfaf34235adf3b7288a1ced7aac71e1924a74ee9c0eb6e61d48e20ed1007730a31e037189bbcd74d2e27c3fe5f20c4a58ebf3758d830b105b39e1bb20537240ea8c7a9f8a8b6fa6ab5f0daa89064ae1889340cd01d3e2909f4f28969681342f614d8def0108de1230a52d4a9685573d5fb786e862cd4a5ebb5e1a03e218');
INSERT INTO public.identity VALUES ('01a2247f-b124-751c-8c9c-6e43b7a15e8e', '\x0174c3711d7b39026e7be78f97f29486a2b6548360c10d960a8f3b7b532887c1a1b68008a7621f3db5d50c490a43e4cc448751375543a28847f9b4d0f5', '\x01c9fc97160578234cc85253db7ec4e13547c6f19b4884745d88476e5b31f08f77c16205499e1d3262257b1b22ec2e4ecaf96a6141a56cc2b7bc90a594590637a2b0daae08ecc7973311e9ee75a89a734e423154c1bf50c97cd290caf18070d19a3f0aa14874c1132fe253498a57e06717642819235095c3d61a23ce3419c4c48b5231bda7ba9432221d12726aea3e80d8dbe7d43cad19ebf36fb2d9d3992db1f996a8201c5351afcde3114b36545ec6be8bf59458b43d2a9a00a105c4f2b4e99b46f8daa19b4d169a8fc2af55e4b4a55190e0c9ace616cf4c67db4dedb9396a264ad057ecb11dc11466b46403a95e16bfd5b5099e01f08887853bdb7b5ae3d938d08b35eb661ee500237fb303ab74016da40f36966789d9a7d812e3729d89c42278e1a9d895464bc378c9b5b50fff27359260d3cc5ad3a1c7746e7ae0ccccb0f5af10ed0893606bebc409b0c80b18c002ce07de0a76fd2e16902bc858a13a7bd171fcd9a37a0e89f474fff5b96c2afa7c802a77fed8cc7c70652edeced8d7fdfaf3afcb739b48b2cec3b52bdcdd36e383fca9e0fd6e9fb391f4e123218535d0c29e2c0ebdb7f1b40f7d49caaa65c5ad965211031e38b564faaed240951bda4498f2176b7996c5b009e39fa1924a56d8aa12893e354fda1c2fba868d113208be13b99635587a765cf164ec152d8f471533eea4da68f7a82d919921e997cac304ee5b2294f2b28e2758039cee13701d5e0271d4cae2027d9950dfef5a10ea');
INSERT INTO public.identity VALUES ('01a2247f-b12c-734f-ad59-59615e543640', '\x01726167f6fd07e8f423e799e73e55ad2272f29b175521046c161426acf74f2429d1da808a3555adad800bd7874d7696970f042c799e86b5e27a79e8af', '\x016a014bce172b458d36f825fab805fe090189e89eecf8301508d16f6592b27376eb9474f44ea6d7d0a33d56543d69fa3ffe4a8e33b382ea5b8b451ef7fe5792581914989cb27ac163ab2b059b2c945e0986408ba93b6fd34543b034603abcbc99f163772dd031653959401ad0d0150f02356f31a1fe961511e7a803798178443e5cfb846a2e72e341d9611adc67fa28dde88522061b213dfea93e6653a8c3a284f9f750aaf074a9548c0ed2cdff579173d2cbab304a538793e404c26fc4a00a6d3d6fbeb621cd27ae9fbcf3d5d361cf96f367155c00d5c38d0dde0d920f75149d1c8a270294691eccb702564fdf5b2bd8ab702917859213916b4aeed9420c5ac8a190eeb403734dd6ce0a94c8ed8a73e27a4e0751891c154123713891692be55d2fa56e302e8afdfc88dd2f66204b0bb857a1728c24dfac21b23c217b62095de578e8f810452fb05f93c1954816ce1517d5536d0681d4e7a4326439f975ba0465791cd7af38c5107ed9ea8ffca4670078c881f1ec2140b1924d4bc8e5f058014f2d19a5c6864242e3b33fea43b54d461f360814386979d6e8a8338ac75d04c8c1b047b4ff52f7c4eec3992c006c562ce75f23286aeb1e51c819f473523f14dd128c25a9ff0ae011849429abf381189f868ac008681c4f3a236cfcfe83bbc77a4d3aa0df1e02ee62f5c41b0f529085d0aece512bafdaf5c7d27cce5255c3e9e6ebc3432756f173bbd4c7f06fcc91e4e9db371860538630b0349640e9fd45f4711e7e5f196d302ae467706cccfa8846d8f18498978567ed180a641b1760c62e023276417940b43df893d89dc6507777419f7cb0b6f5380c784603806326ea8ac1b5059d00393a5a38d3f5db9088fecbade3d2035c4d3244fcc457304c80c6a08d61efd2c68dbd6590aa44d3cbd930a6498e169efbb9c6d85a1992f8ffc67f4805540da4db3b03efa458ce24cb50c0da438529bda80e9dfd86adc86b28ee6a3b20bc60569baeec76db5198627d34fc30cdeba47e75cc8b752463fc5ab0971f9d6576a0d58e55a91d39ee4067956fc620116e229ca30d8b4a434a36585599aa8137ca9eedda02372c0c11e5e1c7bca9b5e2d2fb2d008d3f426f7b59b0');
INSERT INTO public.identity VALUES ('01a2247f-b172-717c-acee-a2cb2398e416', '\x014152ead15f945e633c987de7ef04c343969cb70f7b1407eaeba910308ff87ece77f4a5f35dd1a9b652af835182cf15d8ae40806916b0705882295da0', '\x01d130db6106408eee9af6c11e519b81867d49cb73d58b692d1ec6fb70b5652d4d257d7c1428dac45be99cb886e43ae1ecb8cadd8a9f8c4f43899468ee07792aa89c0d84f822bb6e38ed8b9e8f8ad5ac04488dc1adea759be74b51a97010c6750629fd7928c43bbb578d3293ebeea3bebc00518a6a6dbb84def216cf691e964576dbe3dc34b1b4a071705dedc3209fca4875154b13d38c4677548354d618ecd950106ed1a2647dcdf2a286669825942cf91586cf5fb8ace8b40f585e1edfe46fffb5839b3cc80d2d9a3b85bf3e3fa6040152071254d95d07bc01fe98f3a99bea8120e600f113a964ee1ff3ad72222f9378fdc8430ae13b3542345e82d6c95a96dde84f7646f689fc92d500adce95410c6c0a0f6a110c6c9b1ab077510619dfd53c745d5cb2ee3f04f126d4357f7c900eef3bc6ea9747164fbcef8eb41f67fc3ad9be90cecbeeacae06e270ac323b15f84b59292a5c21eb359af13947e54476f2d33e97bd59608c1f5f79a4063e74be7ab8bf11497b92cc864e1992f1c5953d9115296836a278dac5c549a85c1941687891583a3108930ea57c8cf978438d9128b107e93fb9fec91c0ae5f46827dd7b1127adca2ea524f3c3e07ff6633c4a33e209da577940e33f4dab7ff78d0c77eb6d93eca671460b1917f80574841de36b4c6bfc0fae1cbdc055cbb4245affb1517e815fa00982b873e62dff2e818eb8634065431fe709a9a53ed109e5becadd47a8b508f1fda651776acdd5c7d48af482ceaca8427aecb29dc5cc7fc467afe9a6809b01ef0716f4fda3101a57b26e556d72d23e6f2971c2e0e334143d083f73f2ab95bcf47b1699ce49a5d55d2fe06431fb9c1a138c26fab4700a0e1a27f16c1aa8f1075c');
INSERT INTO public.identity VALUES ('01a2247f-b1b5-7668-b15b-63e1bd4c880b', '\x0152734b23a0d2e96676f60dc2f2d8028f6fde40af46da7f5a45869c3a3d03149267f5d7fd59bf32fff4eb499b4c9300f3d453759b46365e5639e858ca', '\x01aa661d0399cd2f4c9a7ac3cbd54de87e0bf37172dab54db6f06b928a913ee28b13f62d62bc813d1cfb8e0fa6133884e9216844c171cb67f3f6cc738c0b689947fb4e5acd9e5666da33864e51371ebc71fd48d20f4b690cd3bbc326cf5f14987c768201f93fdc30eb6fa1e3524b373e5e5bf79c9922f467630d69e0057f0ee32e830e953887b121c9b4b0a23a1a44ff7909deaa8df27ad11438abe3b767c2480a18c5465acc35787c9382afecb81d2499bdc2e7854a60a1781d7066f8492c34a69466abe1b3ab32add14436c54e17c1b4b4d603f9190b76d998879cfc99d61607ac5946b43fe8a327258fab4bf90a4874e2e5c558834931f252f4ee9ed71816e7ab56765c862648736901240f299c89fd0ff9bfba55a7f918c22acd710ca8b0f83f2edf1a0046fb5bcbd4c2944ba742e1fb2e704786f1b991163be85b146f5b4a0ba29292a96c95536e4fc7c11fb6c8e80ee353066d42a890670bcf7852f913b3e73921b6b6afbf51b0c653635b49313164271d9c3b16d7357dd31164f40416d493a14457e082ac95a4b3c85bac468d7fca3267b0e6cafa7c45db2a28b496b4de0481ffe1392e00d1fe4e603bd091585465fbfb709712879aa13279f5f295205acebb738a2dac1e2a75bcaa935233a9369349bd6aea8183d4f5373eb77d86c1b2799f491db7f65ec1e3ae88ab1d464edb366b67380279bf01aad94bb917fbc078df1b80b68e3f0df903c9728bc759c6e50a68e05ea90657619014855d51b7773c1a06faee58d6dda322bfd7fe3e8277a8b7e8b96d9d008af36dc93ee1fe253a3b265d60c07e8f3727557563b3de51df6eb064b85ad1aa5f342fcc589c87fe7a085e973bd846d02112a1057c412fdee15aa0a601567f60aa8aebd9a9bb348c432cf1191a50771470839f39435e5252c4e80d');
INSERT INTO public.identity VALUES ('01a2247f-b20a-7d49-8c44-7ce387c319ea', '\x0153fbf64aea330311ac27ef62e756a55ad6f3a8714b7db304359ef3dedc21cd15f2f67c4a8de2d5059387c2dcf7612f263dc52ae46e241399e86593eb', '\x01f328c085da8d943bf88e4ceeddc33bb33c32408eac19c086f0ddab7bc438d659bf2b60f664c634bfef63a13823e681cd4e9a6619c221d58ced1f12138d2a6897621cf2fc67b3908cb0642a5f3554afcd40b554a724716c2a317e5702b947be0d6589168445eb03cdbd4ef3aaf040ec3fecfa4762175fdafa841f0bdd3d7a48dc207173bac3627b4c9d2bfd61ca089eb8c35f1c035ad7b616395b2c1c148916d0b715dfa5465f71f4ad52cd31db338b136da3756d29e0d245e0594958e1b1571b3758424c1c277150b33b938c5dd331e4695c4ddb30b6d54f66a72b22fde542e2b851bcc3774b74e6362320d535922c3823b9110d7a98694bb5ed67fcc655a09b3392b50df102a1508584da666bccbdc603c0c5b19add171fab471d52d1e8f1acc329307a38890b9378c4c3ac789b85e70ac54ff70a32df98c1fbeef2a361851c2081645bf7ac0a3ef4738a19471b71f3cf07c47db775d43cf45532b0449815b997187ebe1880638cb0688fe0ed299dbce37dd0455fd25865391e8663562a2c1dd33947fe8117b6168d4914f013554e794879982be229cde89a2c183da85640c0204e61a652cb92bead36e9af04b3763cf01cd5225cdcd7ce10e857ff958253c15c5cf5508b4a8fa7e4632f6b04b1010b94cd8c648011ed67c3b248b64a20263bce3a58c019f1f5a422136430f9bcbf308816c2837c9cf018ef46684116318d777281241a502361aaefe6758fc7228d8ae385fcc3c75c447466267f007de3db3567792aa58b40c496d5563cc58bcc975e8c71b47da692b61cd76cf537fa834a8e227685e47793d30b86a29c131196c20c3b14ceb1b525bb5dc004ce279749064adbf212f336999f1c8eca24f12af4f779ac989077c402c28d0198083199405d25ebb4de0baaae202173bf1faaacef4d84cb');
INSERT INTO public.identity VALUES ('01a2247f-b24b-778c-9a6f-10ce46a725b0', '\x01efd7e51d41ae3fa3daf2a651685bb7dd6c9586c030ee90697774166e37f8dd20ed54effcc00e15e91975717e8bed92890e32173b957c04582471d44a', '\x0129ac62f24c23e06421d46a14f7fc544c199c5df18a0b96ec936b50e00bec887f24457f51a04a15014873914a97db88721a44155d9e461cbe7f28acbb677686abf5b0df8014d29c5f3cceb1f0ab365cddbf26cf8bf1c469e05204d4cfb94006313fbd92e0da9c4a5eb1860b744595932d131b1e781472a9bdb187b5be10782c11e8bfb71eb9647798ae9117245028b09e6826a155435060d03355f97dc9c986d7339b94f1396ee8a61b8fa3c97ea9aaddf0f638310c9d45bbfd8cb619a3c6d722021c9a895d327a032b07dac32f7ab6386611aea673274ebcfba08562a475c04c76996ce6ace9f12eb5fff82d403ca4ea1f9148428f25e302ce488cc750273a32a579546a6c078352a936eea8ede2bccf668e751549d7f0efd1edfe9ba888900b6d28bd44a6ef02b98eebb5edfb072bc73510ae70fd8c2b1717ec69bfdcd9a218ba5908d2efabf78c7e4b8f44b18d368421bb321fb42a62c8eef445a2970fe6d8de208dd335bd96bc06f20df36a7fecd27f37ba6917967d7b03aa248231c6d0f67e67950a236070e279b0ede87b8021da5b3d2367829937fa6dfc63e99c2f54dc2547ec9bdfd9b8bb424d881a9667d3014ad7dd385f79bd1790c382252c3b81f22e5b24d29552a260bcfdf2b733249bc2cd13e721365b829ff2f4d6f4a6829306d3a62a1c6d1b2302da80044fb3ede164258d2e88ac25196e13935171bbea29fd1c9bac984008b32b03443560760cbcf8d02f9c4357e449316399d0346c4ed35c5d5eb16d278d64d64d3669034060e731feb00194c8ddea4b7631ca16776788d9660b4317d8385db206c300403f2564fa4f0aed3305f1ac3502f6898f5daca25b32f7506e29175d55cb21953df04f8f2a03b1109e52ec0b601902f6de79d1c462637ac6d3f59db6164037ba6e0714c1b4c8');
INSERT INTO public.identity VALUES ('01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\x01043cca5087afaa763514123848d258362c55b61712ab4933d562776ef8b61dc6ebe163617fb5f276d1e2bb39b093b7fb35a90771900dcc9c32c3c7f3', '\x018881bd46166fc2912e399fc5c8d6364660eb6736d21dfb7fdb9fe95b0b26f93a728251c1a6523c07aecbf2a4d709717c587089d58d976cd90c50339facd499cb9b23da38226406d8dfff8b904cadcdedc5e79e01d3e57cfafe6c2d878a0af522cce41db374fc1c84e2fbd99a2f7470816d1af11c6e6155fa10ca79aa00438d6e04c14985edc881a237045e410db5def5ecbb6744a9f2d09a712ec147b203b90e53045dfebd65c3199b062c470b4622d842d1622c5bffd5faef7e36a3928a11d7f762fcfca6a5e3080e4e4a954bc1ef83581580fa8dafbf3e99dfaf768c19dc6680ca7e7f0c782bfab6bd2df4e0cad3960eb592305c2006dbd4ed3704bee926bd98ad747d192eb277a2b27bd47701ecadb614dfd8d0bba4742358acf06b9d738292414f5df24db52389f26e0f51506c178be657dca70d6c36c07aed2051dcc2a605c3d8184f9896cad5d0b84420c2f3289ed875f8671cad387d385946a117395dd83d3a56da135ef10113b40558ab98a5772d9a7cba8756c04e29db43b10a60b1c9ee206f5b44601107f0d69a0b7e6137adaa7ad6b0a3feed0bd8946759d7f0ffc53207f87b652683af741509920ef4372dde1a435b499d84fe7b5bb53c4f84a45d3b032e0bf2473485204d47e8f5cc7b7d56e5c27ccb97a4943e70b9b89ac84d585976db8ac87bb7d84b032c4856abf2503d12684d85dc66244e1fc17ff5f421c0b7b9855de9be0c659966e4d8a676f5c03c692351d6da5a54b6acb1f545530845b5d9c1120c23bbc72c723b938612e223c1e7a3be1a502b6693801792c97ccce3f0ebd52ec9dce3e0cac6e8dff1e935ce3648f12cad15e8b5793fc60869a7ea55dac3106b32d6c052ce04de59987c24f94fdc7d667ca3e3d82f4a15076f75f5e82f22067db9daee233c1080f6e342876e');
INSERT INTO public.identity VALUES ('01a2247f-b318-7582-bcc1-706f68c67636', '\x01033bee715fcb6d3e5359d971398acbb4f682da77227a371384fa0a1561078b2384891933ca364c63d1820ee04d6d70667b2fcb25362c5018e747f84a', '\x01b6ed2a38849780cd024453e6c662cc5501753cf1a2126b9d79f127e01cb22a7049586c111ed69e23a7a7528f7675192114b54ae7dcc49361514599a60bc537a3f9ce19cd9c803097ddb6f3f20fe422a7767d1aac9df5013a008c5ab090cc34244f997952b5c6663a25679d5a972f475a97da83121950b593f27f4a9f17ae2538de953b354db26e90e7244c8f83450a573ed02f2209412102dfdb0131adad5b8dfcbaca7808602fdd888f611e0be973f2bfb2bd578e2c32268bd795cfa6083640b5a1fd47dcabf190e67fb01b6160f7f8038ab3204b9475b15fc1fff82fe8b8a7343c97a6acda457ad96159737738317593ce5e427ab974cac1f5729a06b45d7f5976dc86871ab9c80908b25cce7f33bc3cd9a49e425b42b085e068f227858aac41342a91f426deef40a415a7a8c1d0be2a61bfd60caebd7d877765d2a86a85d74ce187e2e2a7d9428c71e8715e957cfda44455bdc67bae75901712c59c419b95cb2aa868815cebaacc6a48c262f290d51656e7d32e6bb205ad66a65baf5123a8fc81928ed1873ac71f35088335676de9f5e230ebe23084f069fc3a47c8a8014b09bce10642e88c4318ff382a774c598164ffce83da8ea0e0318b3e48ba729fcb199cd3503d04c730a76893e104d10fe30e949574add2432c0313b7d306e62f8523d15aea39ce7782f94cda8ae409c46ebd1166c361c4f1459ef6538d112453060658cbc5eb506e74a2842e62f8126f97e7deeb7e8b0960a3ae34c369b7111a8afe701ba728326f454ed504fd3758ccaf2c620167078ac3d14e328ed2ad7ee25027c0543dd2a4e960c67a04861b9fda66fb185252cf8772c9ae708be42978c4f3285bf037a7568a02381bf100a9e30a39e3c234bfed5f4d1012fdf9e64eb04b5beebcb1143e5e5ea4a00e7bc1120aa2f4be');
INSERT INTO public.known_browser VALUES ('01a2247f-affe-7be0-9459-e48c76346ea8', '\x30f1ff81f6d022e0024e3cacff1b51b1c910867985a934558f734560bf7688f0', '2026-11-23 02:01:30+00');
INSERT INTO public.ledger_leaf VALUES (0, '01a2247f-aff6-7093-9218-7978e2afefe7', '2026-11-23 02:00:00+00', '2026-11-23 02:10:00+00', 1, '\x7b42a1cdabe82367f169397fc6358833ea54ea1c65bb641dff3b9754029a0ab2', '\xe45b0ffc511c6ca17ac1a302ca971b460bbebbb84621aa0ae53d32d5ec61eb61');
INSERT INTO public.ledger_leaf VALUES (1, '01a2247f-affd-72a0-bbe0-b440770e1b8e', '2026-11-23 02:00:00+00', '2026-11-23 02:10:00+00', 1, '\xc6d9e32c8b2f46f30a3f5fcbd8eedc43f717a31dbd2bd9373b00929d25d8073c', '\x44d03d4d86d76bff5b74622ce7b9faec6de985684c855fa23121f15c05ff6327');
INSERT INTO public.ledger_leaf VALUES (2, '01a2247f-b005-7c8c-b440-e215e0e2bd86', '2026-11-23 02:00:00+00', '2026-11-23 02:10:00+00', 1, '\x3eaaeddea0e3d842b8e1925a0a57466bb77b6aed9f1875a42b086e4f78737d0a', '\x72bc81a4f6e003303db7551b1d8019732fabe0b441044f5550e58d9f1fdc39a4');
INSERT INTO public.ledger_leaf VALUES (3, '01a2247f-b008-75f5-821e-44ecf085bbeb', '2026-11-23 02:00:00+00', '2026-11-23 02:10:00+00', 1, '\x0fb3ef80b1780feb42977e940773821e91027a4cb7de4b4c6af1add30922fee6', '\xceffb68f5270c8414d385b4d4fb539b568c272d88bbf2b19c97ab49423981664');
INSERT INTO public.ledger_leaf VALUES (4, '01a2247f-b00f-781c-8db6-346baf68724f', '2026-11-23 02:00:00+00', '2026-11-23 02:10:00+00', 1, '\x9a4c57eb22be7a6600fc7c37611ef658c484bf6aef89f0cd54fae71c1184b8c3', '\x142dd97669835bcaeb9d40c3dc31dab6d1d3493cf9eb89e754b0d64dd3b588fe');
INSERT INTO public.ledger_leaf VALUES (5, '01a2247f-b00f-79e1-aa78-e2eddfb59a24', '2026-11-23 02:00:00+00', '2026-11-23 02:10:00+00', 1, '\x27d981a8aaf916a1264f0aa95d0899f6b0d812608aeb692dceb7174e3cd4dff0', '\x5c5c285f2e0203331f8be64a3fd8f5b83d3aa5f49746ee63d2fe6be0e10770c6');
INSERT INTO public.ledger_leaf VALUES (6, '01a2247f-b014-7a5a-8906-b312620701fa', '2026-11-23 02:00:00+00', '2026-11-23 02:10:00+00', 1, '\xe0705a45293d3c3209dbc38f938d68ab49b0a221be968cd64f6a09902cdfb4e9', '\x93b6f3d9844a1f4eee2265e800c1eb3036ec57d0530c106b87ae42a649285db7');
INSERT INTO public.ledger_leaf VALUES (7, '01a2247f-b038-7fac-905b-69ab79a083b8', '2026-11-23 02:00:00+00', '2026-11-23 02:10:00+00', 1, '\x0f5055ecda5040c22b9c4b533ca23291a77c98d0a8f76e35498398e3fb906f5f', '\xd903688f82eba25485ba1819ef746ee5e58f46ae4f0e939b08d480d376cfd5a2');
INSERT INTO public.ledger_leaf VALUES (8, '01a2247f-b04e-70f6-a238-0dafd4fc089f', '2026-11-23 02:00:30+00', '2026-11-23 02:10:00+00', 1, '\xb9a61bcfbddda0c2843fd83902a4037de567237244f6b20b29be63dc867811b8', '\x4555614ac33adbff5526e3d3d9fdc8a6f443d1938fd94332c1ea4b0961c33b12');
INSERT INTO public.ledger_leaf VALUES (9, '01a2247f-b07a-79c1-b29e-e0c9ba3e1732', '2026-11-23 02:01:00+00', '2026-11-23 02:10:00+00', 1, '\xd5fdd6dffa87a831a45a5ff3393b89bbbe22db95a3bc9915b33375f412d9ab26', '\x05f54420a46e0160861246bb5a5679a2eefb1a1edee1eae34e53b6ec7d5d82d4');
INSERT INTO public.ledger_leaf VALUES (10, '01a2247f-b09d-7379-af39-c8208116503c', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\x8388305fc577441fa9334d6c284bee6f2fe429b38fa73c4bad10d12403f33797', '\x744c918adbaff875dc6204620eb9f692c8df7179b88ffce4f8f99c77741eba63');
INSERT INTO public.ledger_leaf VALUES (11, '01a2247f-b09e-7a7a-af49-db619d46e474', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\xadbd94a65bf606dd03831c1a83297f41741a97fcde57fdca47a57b455e0ebf93', '\x523192939afa1be838614493dda8f4f9041adbc8faa46465098dece4aac9feab');
INSERT INTO public.ledger_leaf VALUES (12, '01a2247f-b0c6-74ab-b76d-0e86b54b9fbc', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\x68c8886de69cbac7aa6f34c019e5c508bc8d76441e642b263325cb951d5bca90', '\x4a593e1be8ee555c9d27553810d0ea5251a28099d47868ef3872b10aea62da42');
INSERT INTO public.ledger_leaf VALUES (13, '01a2247f-b0dc-758b-ab1f-0d0ecd9df74d', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\xb8e4c0b57fe35846a2d3b06aa67ead8e429bfbb198b6e05f42465c334dd08a47', '\x70596b8c8925151f9c91aa29053269bb31e8b765781e4c1adca165170bf0e1fe');
INSERT INTO public.ledger_leaf VALUES (14, '01a2247f-b0e3-771c-b933-b3f6c4106973', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\x1a4c38faf7d6368e552b98f11a902fc34f26ccb07546a6cd7db5a187a78f2a14', '\x17df3fdeb0227040a20a27f0f25dc10bfffebd86b9419e16014f99e85ad1bae7');
INSERT INTO public.ledger_leaf VALUES (15, '01a2247f-b0e5-7002-865b-e6dc668e4ae2', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\xc269a6d9ecefa9e0088cae68162e8afc404cc3be097a073baf2d3d4e394d04dd', '\xeec31847b4f32953e173eed2302eb218f5d42e17d35b5471bafb63bbec542c23');
INSERT INTO public.ledger_leaf VALUES (16, '01a2247f-b0e7-71b6-8686-ca76dd4e5d7d', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\x23ca9dfbfe06b54d85c2da19f6c2cc2792d139803323bb52e0f69db8511a9f09', '\x119bb6cd92dfc1cb0e94b70764fd870289d98b4a5802ca874b316b6c8103043e');
INSERT INTO public.ledger_leaf VALUES (17, '01a2247f-b0e7-737c-9eb9-3a947f6b9294', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\x9cb08d0fd34702e4d760d8c8b52ad4be8765cb5f74b581feb38f53668b5105d2', '\x81862900c642c8f0c486add5f2cca360d50da602844ccbb4d2cd8766e4f4b4a4');
INSERT INTO public.ledger_leaf VALUES (18, '01a2247f-b0ee-7f33-a556-1a7638550176', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\xc1776d71de14a649b97d05aec6469678b9aa5609fac70daea9def1d0c74bdb31', '\x0e5b950089123b21b8d977c88716f508e55607862ad476cc7f1ecf103d9c5986');
INSERT INTO public.ledger_leaf VALUES (19, '01a2247f-b100-7131-bd8f-ad8622ee6b20', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\x28875616ac1cc01309b9808cdd40ad00a2098e0a22714b3cf7291a0dac2335f5', '\x1cb0910bfdab67b4b3cf7d9ecd7b3c2ac8d2244c893c762dccf0afb7ed53eaf1');
INSERT INTO public.ledger_leaf VALUES (20, '01a2247f-b102-727a-a4f1-687fb50de6ae', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\x52e7aa84bc2bcd654d6340ac4c82ffcd8a1d2382fa0fc6b9f902cc000149e1d7', '\x5838b7846abaecea4e656c8f4fc6fa881d0086dde01e0a20da1e21963b1943e8');
INSERT INTO public.ledger_leaf VALUES (21, '01a2247f-b105-728a-9a21-18b48fd9aea3', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\xada87079b1ea07e6c838206a43e43c13dab1873806e36e6d10b5cd9561bc97f4', '\x9f6f8fc66b7ccd680c4382272902cddb89c0721d17ff2d5f065d6321a5e0000b');
INSERT INTO public.ledger_leaf VALUES (22, '01a2247f-b105-7bc5-b55a-dbf85ece83a0', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\xf92582a64a74e2dabc6756db0e23e54ef07193ce0238d8b9519ea667d2465079', '\xce076fc3645113eb31da8e5d35115c00f0d59b256e8dc3a622ec131d988a5bef');
INSERT INTO public.ledger_leaf VALUES (23, '01a2247f-b10e-7a78-87db-889fbe393a1d', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\xf540c702dc8e4fa1afb8d097cdcfbc1967b675ce4e197c2e183a15a5406547fe', '\xefec157e638bd5750fa473e162a53e44d1d3b28ceb4c3e769385e6a1319eff15');
INSERT INTO public.ledger_leaf VALUES (24, '01a2247f-b116-71ff-9946-f11dbd090133', '2026-11-23 02:01:30+00', '2026-11-23 02:10:00+00', 1, '\x6f4fbbf4722536abccc6e06084b24f910a6b737222f94abc9196e429eee3e30e', '\x68cbdd45b112d58d0459996d8c7cd9779ebbb569e0d9132911c70d54bf58d482');
INSERT INTO public.ledger_leaf VALUES (25, '01a2247f-b129-772f-8d2e-89a272304abc', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\xdc5178fa30f48330518b7d462b3b66f744fd7b27813a84d24d72311743be6560', '\x24cef33f0f55e78d6d2dffcf1f7756f939693478fc7886e868fae967e986b17d');
INSERT INTO public.ledger_leaf VALUES (26, '01a2247f-b129-7927-be80-485c6b564327', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\x67e1bd58c407c28b1cb0178e4fbb675600d1c7b2cc935b9059b8cf330f85eb87', '\x496e5a34772963ea577c20a3e671e1772bba712dd8c17d94bccf7615e0ed682d');
INSERT INTO public.ledger_leaf VALUES (27, '01a2247f-b12a-7b58-a4b1-056794cfcd66', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\xec0cf0f777ccd8d77007c44c2fc1130e1eb6c4b2825be3e7e646478d1eb4f176', '\x530ad9bf106c503b5a3c00587926dae0fe65f5a7d560b8dcea2112af7cae915f');
INSERT INTO public.ledger_leaf VALUES (28, '01a2247f-b12a-7d51-b4f4-9a15b20e28f2', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\xe56325a2b39072993714f69b5dd446a5cc6615453ed5c0182afb4e35b5696b72', '\xd4f253a85693748c9ebae2da5e5049fc1b3a298da3361b48e75742d4815f78db');
INSERT INTO public.ledger_leaf VALUES (29, '01a2247f-b12f-7a0f-8f83-4120841e98ad', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\x02983f26a94036ffd8dde8a158ae81f69eb22ad8738597da7f756d7cc55ece8b', '\xa579db42a0c4a84a0fc6d341438ff87d0ae0afe02af3b00a31b74b5b7732fe4d');
INSERT INTO public.ledger_leaf VALUES (30, '01a2247f-b131-7b9f-ac26-84beb8eb764c', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\x09216fe99065bf8f374f06fcb315c6862b600bc678dc321ae628961c541b18c0', '\xb6d07b62b35fe03f75f238d0d33f8338ea09e6c2eb31cf228ccad17fead5af3b');
INSERT INTO public.ledger_leaf VALUES (31, '01a2247f-b134-7973-8a07-3c5e1d9c6603', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\xd1150f8bd70ad09785e1f954dec7ca785474f716f444b5a3dec913f654f95d44', '\x6e3d50a831e874a96cb77461e7a23d2eafdc40e8f8b1afcdd99346f7f84f2a24');
INSERT INTO public.ledger_leaf VALUES (32, '01a2247f-b134-7aed-a688-e3c6aef4311e', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\xc59360ed78752629c892039e6424ea1214ac795fc8999ceabdfd006efafe8f3a', '\x8c7c14559d714a61b7977979a0f02377a6fe81e02e965a1d2b8585a2ddd78e00');
INSERT INTO public.ledger_leaf VALUES (33, '01a2247f-b137-708b-8b50-ec281f95d861', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\x3e317903350ad3067e876594241e2c13ff924d7391ef2f9c6768a613d46c06c3', '\x49871476b0ef7967b26c8c5cbc01c94f304f8ce5081d099dc0a9b4c6c7d6f195');
INSERT INTO public.ledger_leaf VALUES (34, '01a2247f-b148-744c-8a4f-c35c53d08184', '2026-11-23 02:02:30+00', '2026-11-23 02:10:00+00', 1, '\x1e8a1099d30390975b746d730cc00785cfa6174782611d42ac309289590126cb', '\x1c05c515c6b4ac5403bddb6d45a21a887f59ca148f3a7d53b0fc08c900fee874');
INSERT INTO public.ledger_leaf VALUES (35, '01a2247f-b155-7504-97ee-269f1100fc66', '2026-11-23 02:03:00+00', '2026-11-23 02:10:00+00', 1, '\xcb67cdf747c7e14e551bce473aa85411b43ae68c8b6a02be38acc475f04527a0', '\xe1077990181fdb0b898d780033584670d5b624b1acd798e05c95d54fa5119ea1');
INSERT INTO public.ledger_leaf VALUES (36, '01a2247f-b16d-7caf-a049-3b6a84a30548', '2026-11-23 02:03:00+00', '2026-11-23 02:10:00+00', 1, '\x15e864f5072d8c19b8bcef0b3cb80ae8bf9731a9923641bffd386a9a23b6c922', '\xa873af484dc29237c9aed8808c670f74743ff722a24e001236c9729d337a3034');
INSERT INTO public.ledger_leaf VALUES (37, '01a2247f-b174-74b3-9423-cc131ad716f1', '2026-11-23 02:03:00+00', '2026-11-23 02:10:00+00', 1, '\xf49a58f9e09f3072984b22a39e50e5bfeb130308fe60c098f14e0386c2683f29', '\xf24820168cb202cae52b1ee97e13583209f2efded2559344caeed0747ac8d3b8');
INSERT INTO public.ledger_leaf VALUES (38, '01a2247f-b176-71b5-8d19-a0b34a781e4f', '2026-11-23 02:03:00+00', '2026-11-23 02:10:00+00', 1, '\xf1e0082fe67c9a272dce3cf0f804072af890c848702e30fb35f6fd3d24c8d91d', '\x950aad3ae135a4ebe1ed21ecad58d184dba8edba39aab05f995e4620da02a921');
INSERT INTO public.ledger_leaf VALUES (39, '01a2247f-b178-7830-947a-0f3842ff5b81', '2026-11-23 02:03:00+00', '2026-11-23 02:10:00+00', 1, '\xdb1d981269447fa09dffe39839286069711e18c9921f68c16c520746cb56860d', '\xce31c4ca331e517487dfc48799dc9f2ddae967df66da502f10e9fae20aae741d');
INSERT INTO public.ledger_leaf VALUES (40, '01a2247f-b178-79c0-b75e-310b8f607391', '2026-11-23 02:03:00+00', '2026-11-23 02:10:00+00', 1, '\x8cd7b4fcf374f31af5691058da624b65fa0605c4a1887b03ebb48fb3ba5d51bf', '\x85a7ea7b7eb1ff465253dcff875187b37247a1546c1dcd3486d6c2dc3b5b7629');
INSERT INTO public.ledger_leaf VALUES (41, '01a2247f-b17b-7132-954b-5adde4418f9c', '2026-11-23 02:03:00+00', '2026-11-23 02:10:00+00', 1, '\x1bf47c90a12ecc24c996a9391604b650cda316b79a289c3a06e05da3999c22f0', '\x7a0c2dda638e338cc230c58fc3187daee5c7f40e277d5ff23b86e36eb4a61b72');
INSERT INTO public.ledger_leaf VALUES (42, '01a2247f-b184-78e7-93c1-991c04060335', '2026-11-23 02:03:00+00', '2026-11-23 02:10:00+00', 1, '\xd664450911c4481708562cb45d4d679dd46c01936282348dc58e5da0c174946a', '\x5333bba4565cb886718b266950103f7bc3bc744b668806daf4b0fe47c264a90e');
INSERT INTO public.ledger_leaf VALUES (43, '01a2247f-b191-7757-b972-6b15136789b0', '2026-11-23 02:03:30+00', '2026-11-23 02:10:00+00', 1, '\x6122fc261a720920a333eb819405a487f0172dca65d8e1cf738fda33ecc730ab', '\x21559cc94d32a9c7c4e9cacd1cc813b76c05625039a3ac7000b651269021d126');
INSERT INTO public.ledger_leaf VALUES (44, '01a2247f-b1aa-7cd3-98fd-c50c43feeb8f', '2026-11-23 02:04:00+00', '2026-11-23 02:10:00+00', 1, '\x5f645312fc5c5b728dbba6efd64778137713933464b1ae59a46089e9f9520b31', '\x366a8239c75be49f6c0dbf4a2982dfd8ecdc6a78643f899f3429166a073f40d3');
INSERT INTO public.ledger_leaf VALUES (45, '01a2247f-b1b7-7afa-97d7-0f4549587f70', '2026-11-23 02:04:00+00', '2026-11-23 02:10:00+00', 1, '\x5b55c588344e30bd7483abb3712d36b4509b9212bef77391357759910c726bb4', '\x4214c29297dfa94d252c87ab719464a61bae87e28c97a91003b0e83b424d9f14');
INSERT INTO public.ledger_leaf VALUES (46, '01a2247f-b1b9-78d4-806e-b35ff1641e62', '2026-11-23 02:04:00+00', '2026-11-23 02:10:00+00', 1, '\x38be64016c68735ea218e1c635aaf5c09b7a9609e4e1d78c4d0262f63f8d8c66', '\x56ebdf245a65f055d694876f70089cf1bd6d90cf6764c3ab52a613f0a1b5bd2a');
INSERT INTO public.ledger_leaf VALUES (47, '01a2247f-b1bc-73f5-8915-5a83beb53685', '2026-11-23 02:04:00+00', '2026-11-23 02:10:00+00', 1, '\x63b93effb554afd3f357d10ba0c0fa7bb7752c004413e94de23dec47d8f98ddf', '\x5b44c4bccdc179eb3a34260bbbc537c44d6f769478af73f7963ef060461c87a3');
INSERT INTO public.ledger_leaf VALUES (48, '01a2247f-b1bc-75fc-a84f-b6f77fd0ebc2', '2026-11-23 02:04:00+00', '2026-11-23 02:10:00+00', 1, '\x1d4f04c5f77f1102eb54ee3978309ccfbdff0f559e73ff3882e64bd6c154bbd0', '\xca56b02f2aef5631171dd715b80711d86e05127b6a2de4f201088fb27f4cde60');
INSERT INTO public.ledger_leaf VALUES (49, '01a2247f-b1bf-74a1-a677-a55add2938a2', '2026-11-23 02:04:00+00', '2026-11-23 02:10:00+00', 1, '\xf8e09f5f356c9c2b136308d66a3f57f5864d60747471971ac85e4271dfad5258', '\x3883a175259b8c2d003c0e5b43f81713a3cc2421270a1897922516c69c065b23');
INSERT INTO public.ledger_leaf VALUES (50, '01a2247f-b1ca-7f85-83a8-61a122d8eda3', '2026-11-23 02:04:00+00', '2026-11-23 02:10:00+00', 1, '\x9cfab5569fb85e33b3148d3bf1adc5945200c0fa1b77ea2b1972ab94d9cf1a84', '\x2a1a9f0f4fe2ecbaf83ef05fbb218aa24fae77be33c002cdfc88f166412e460f');
INSERT INTO public.ledger_leaf VALUES (51, '01a2247f-b1d8-72fe-893a-a1f8ac180f18', '2026-11-23 02:04:30+00', '2026-11-23 02:10:00+00', 1, '\x72b7e3b2848045ef3f4efe683f265329968bbffd6ed5970bb636bfc0746c8516', '\xe5611103b72301854fec6441e4e2d4c326a6c9abb120a1e6798d99aa39565681');
INSERT INTO public.ledger_leaf VALUES (52, '01a2247f-b1e7-7c55-950c-287fc2562419', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\x92b6c4b5694b8756ff89f9b81c4f16ea0aef64478486edef02507da138971885', '\xef0dd791a14ed3a58b052cff2f19bef9d1eec8a5ef62e293fa277d2f9c27f4d6');
INSERT INTO public.ledger_leaf VALUES (53, '01a2247f-b1f2-706a-9f71-bd18357535b1', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\x179c9fa31e4b4684555de9df2498814917f1f7929271147d0eea3f26439ebd34', '\x44eb412861195b90e7f5e4ed69b41a61caa8b645c14dbb8135bcaa346fd85e90');
INSERT INTO public.ledger_leaf VALUES (54, '01a2247f-b202-71b0-b98d-be42f16409c5', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\x31866222cbb96da12068ec8304f3f451be9e5b10c18c34980df2dd9142420e8a', '\xcdc305a8b8da6fc2b9e0b563e79dff815eaaacdc33c400b449d85beb0afc3854');
INSERT INTO public.ledger_leaf VALUES (55, '01a2247f-b204-768b-9b6e-d0a07fedef7e', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\x6aca6b5b6e06e2de1116ccf04e5f8618562ce1d39a6f3d772e63bb1cbf43158b', '\x5773f0e0cc456b27d955d18e1cbe15d8238a6bb40287c127a77c6d2e2303ef04');
INSERT INTO public.ledger_leaf VALUES (56, '01a2247f-b20d-74fd-9f60-516ac8a0d071', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\x89387d23d73efd8ad1dc2d651e82b91ba1d347326a11e862ceae7076ba300e45', '\x264010028fa080a3a14d92472c5d0af0f2e9f3f2127db2a55b12c718d1a168fa');
INSERT INTO public.ledger_leaf VALUES (57, '01a2247f-b20f-73e1-ac29-e7192966a507', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\xa299c8175c777b053dc9475ae24090bfc3d4e6cf96f28d46ecf8eaa21352a48a', '\x8b9f2f5bd3f969e8d5d85b0669b3597e00a1b9ccc61e80bf8b6ab8db86bd3414');
INSERT INTO public.ledger_leaf VALUES (58, '01a2247f-b211-7e73-b834-7d2115b70181', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\x8dd4ca506a39d47ddb80e24f3c87ddd56780547d8880ded1d75f9e1d1769db74', '\x17a8688d9e06b2860a6a8a1c166d064a419d382c4bcdb7f88545740e87cdd958');
INSERT INTO public.ledger_leaf VALUES (59, '01a2247f-b212-7035-8bad-446e37f10b6f', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\x99804dffcf32807a94368ae4a49ff7906c7645a458f90b120382fed167d59e6c', '\x218570f6f779b8390bafe0acdb12ace94e879ede26e8df13a1cb610e1abac202');
INSERT INTO public.ledger_leaf VALUES (60, '01a2247f-b215-74aa-880b-79e1f6584427', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\x2817318e4134c93d62c3014bd63e40ceb908822ea99937d2a1c92e1f8c9b9e56', '\x2004275bd2f6f7e5e09a0372cdb3d0768d96d9102f35455c8588c7c497c13186');
INSERT INTO public.ledger_leaf VALUES (61, '01a2247f-b222-7571-89c8-6a488df2dc9d', '2026-11-23 02:05:00+00', '2026-11-23 02:10:00+00', 1, '\xf7ed1ef5a3f858f453a5a49b3d4d86bcbbcfef72bc194e132123a1d16c779c08', '\x9fcf79395e2d6bed342ff294c88ddb0e02db291c93c3b46277fdd86c86403d54');
INSERT INTO public.ledger_leaf VALUES (62, '01a2247f-b22d-7a6c-aa62-27b1a0eceb70', '2026-11-23 02:05:30+00', '2026-11-23 02:10:00+00', 1, '\xd4b943f2f3f7d6b548384219dfec80a2b5a2f0e08533d4453253988935aad8bd', '\x92eb5b2d92ad6abf0907c120d439732733739f9a6234d04288df2e48c79061e5');
INSERT INTO public.ledger_leaf VALUES (63, '01a2247f-b23e-7607-a817-78df954a2b83', '2026-11-23 02:06:00+00', '2026-11-23 02:10:00+00', 1, '\x6373321c78b564140ea4a9da5886008ca0c45428791447a761fc7e39688565ec', '\x6c4d8425af5a4bbc40ce9e90c90b690c10926ebfa46b0de3d854c20842785dc4');
INSERT INTO public.ledger_leaf VALUES (64, '01a2247f-b248-78c7-8fb2-0a060fffebbc', '2026-11-23 02:06:00+00', '2026-11-23 02:10:00+00', 1, '\xc94fabb4d87b1c8093b156c463006b2707eeb3c1123f1cd34a3f777e035aa756', '\x5aac24bc383ab5a1736c909b800f08787b6bcfcbb2c3f8bfe4c73ef93f8d832d');
INSERT INTO public.ledger_leaf VALUES (65, '01a2247f-b24d-76a1-a2c2-4e19c275c7aa', '2026-11-23 02:06:00+00', '2026-11-23 02:10:00+00', 1, '\x5669247ada49aff13525fd8cad376da7e712956de3b48222d6468c35e8a5be05', '\x7cd3c9124796bc9b52f0135a9e028afc0e2535fa9d434e4f5c6afc9c038bdb0b');
INSERT INTO public.ledger_leaf VALUES (66, '01a2247f-b250-7226-b1ab-0b1f4ff258ab', '2026-11-23 02:06:00+00', '2026-11-23 02:10:00+00', 1, '\xb989519d07117a5d5ad1a50098dd7014ac813c05e6560ff13a5d5376348942de', '\xebf34cd3e30b6ab80ede3007abde9a1189470da204dfebe3175eba180f89df32');
INSERT INTO public.ledger_leaf VALUES (67, '01a2247f-b252-76bb-ba3f-1237b0762a30', '2026-11-23 02:06:00+00', '2026-11-23 02:10:00+00', 1, '\x9cb3a2ed5973a717e5d68b062a71254ba2c144456f06ed648f0be0b5e43b24ca', '\x368407906fc68f8d2cb617cbee638599bd877f71e2e7bd76b03daba1bf284865');
INSERT INTO public.ledger_leaf VALUES (68, '01a2247f-b252-780f-b124-1452fb99d74e', '2026-11-23 02:06:00+00', '2026-11-23 02:10:00+00', 1, '\x4ce6dfe409e60339a62f9e0fa560e270b2c59d632817606e931f65df60654765', '\xbfcfc2549258d003ff21df5b51b17df4210fdac293be32d414df5fb7fd227ae5');
INSERT INTO public.ledger_leaf VALUES (69, '01a2247f-b254-7369-8d52-ee1740afe60a', '2026-11-23 02:06:00+00', '2026-11-23 02:10:00+00', 1, '\x992943d367a2155ce4e9a1e69db90768ac6ed57782841a132e7c9e65c1766940', '\x229ae8a17106ebc3a5efc1de09fd934018efde31a88ca5dcc8e6bab2404a3dbb');
INSERT INTO public.ledger_leaf VALUES (70, '01a2247f-b25c-76ee-8b21-cb47d5323199', '2026-11-23 02:06:00+00', '2026-11-23 02:10:00+00', 1, '\x563a838779fa1e3d8f8b87213660809e80d926f82ef300dd84b51d52b0587ca7', '\x0a8956bc6862a40ff7e3a1865757d360d165e38fbc8cd279c2bbad9da4f1ee30');
INSERT INTO public.ledger_leaf VALUES (71, '01a2247f-b266-71d0-bd3d-ec4b4884199c', '2026-11-23 02:06:30+00', '2026-11-23 02:10:00+00', 1, '\xc1c14e5a339ddcd657cadaaee6f4acd9d7916c351513362ac07ad0a3334f5961', '\x7b8f610b8320d361724e5e2367065d9f5770d6dfe2088db4d6a8a3ece2398756');
INSERT INTO public.ledger_leaf VALUES (72, '01a2247f-b277-7323-a8fd-c16593d42e5c', '2026-11-23 02:07:00+00', '2026-11-23 02:10:00+00', 1, '\x39233da893a6cb7ae01046ef800fd0b99a68649945abaf77c05a6d5214ea1b51', '\xa6d6545aa4481ba0ed31721495c75b251f97a21aa87c232d53110ee5d6bccd8c');
INSERT INTO public.ledger_leaf VALUES (73, '01a2247f-b27d-72df-8e32-8d4da96a82d5', '2026-11-23 02:07:00+00', '2026-11-23 02:10:00+00', 1, '\xe098c9c6631a7b1a54302a3d4021cce7db2e15f9051539c3ce393cfce6656c3b', '\x08db346d2574eb7de5b799b114bf7bb65e255be327042e4312eb01141bf0c669');
INSERT INTO public.ledger_leaf VALUES (74, '01a2247f-b282-7539-a23b-982af04895f2', '2026-11-23 02:07:00+00', '2026-11-23 02:10:00+00', 1, '\x66431d3493cf536eddad83089bd30844468285edef925d17d712752e612b99a6', '\x2caae4cda33c0366251a2da49ff7b7cebe75f4bbced19f8c879b1b418eab12f4');
INSERT INTO public.ledger_leaf VALUES (75, '01a2247f-b284-729b-b0f7-a21bfb15a735', '2026-11-23 02:07:00+00', '2026-11-23 02:10:00+00', 1, '\xb0afa48a3e31b47c44c1694eca48b22578a10e5ffa553bdcb77c84781ed5c4a5', '\xadb2acb63f093e96b41ca54d14de3b3a837405907e9dca516eb53b1222395dff');
INSERT INTO public.ledger_leaf VALUES (76, '01a2247f-b286-7fe4-9487-fb8273443030', '2026-11-23 02:07:00+00', '2026-11-23 02:10:00+00', 1, '\xa84863e41566dd19c713bab9c82093c9386e34f2f786247ea59d0906753ef455', '\xcdc6d86420346971b5f7d837dd563798375cef069ac567ad4fa5ceca090e3829');
INSERT INTO public.ledger_leaf VALUES (77, '01a2247f-b287-71a2-9b9b-810b0b330fd7', '2026-11-23 02:07:00+00', '2026-11-23 02:10:00+00', 1, '\x12c01b918235548d3b7f018c7f4d261842df6c8575187abb3a705de24bae3e0a', '\xfc99f4ba4f13619509506566470df3af2f54deee7453439f25830b0f18ee229a');
INSERT INTO public.ledger_leaf VALUES (78, '01a2247f-b289-7c25-a14a-615902fbcf51', '2026-11-23 02:07:00+00', '2026-11-23 02:10:00+00', 1, '\xb45a3392e1f42b979ac285d4c005c39dcf4eb203f6952bb1bf12eea7e8e6828b', '\xb07ea3b4d7354a2b5006a89b2c11c0bdbf5fc9aec6e1bbd911bcd8d6012d3b4f');
INSERT INTO public.ledger_leaf VALUES (79, '01a2247f-b295-762d-af6d-1d8b07265be3', '2026-11-23 02:07:00+00', '2026-11-23 02:10:00+00', 1, '\x791fd4c0fe5bb23d35d1a2bf561a3cee0de68661d0d65dd0a735405a8d1c34f7', '\x3124a932933485ad98fb00abd2ce3d56a085949a62ce796e4afcde157ad29f6d');
INSERT INTO public.ledger_leaf VALUES (80, '01a2247f-b2a0-759e-8b64-6b4171875025', '2026-11-23 02:07:30+00', '2026-11-23 02:10:00+00', 1, '\x06be6ee90cd6b7368087bd66c056f51bf65ad4689787c3f745b4770a5a427e24', '\xec620c5c5d6f3f5ff010d2cef91b1d2ebefbc9795b88e5f46e9d88a1d30eb16e');
INSERT INTO public.ledger_leaf VALUES (81, '01a2247f-b2b3-7d2e-9043-4fc6b4877507', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x1cfe55ddf3f02eae5fea5e0a128fd8ea04916974fab3b42347240f355ae647c0', '\xf8bd088bb606a63905d38b51606f86368f1a7272c598537d55dd70be1533c560');
INSERT INTO public.ledger_leaf VALUES (82, '01a2247f-b2bb-7d94-8398-4b88327e2d1a', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x52818aeeeea48c82ddb66fe1a15790bbbb19f8b793837c1f297352e752f0b749', '\x831d0233a0b7fd1efa8b2ea6a1e18055b7b8e5bc365ba03121e94fa60c4d6c75');
INSERT INTO public.ledger_leaf VALUES (83, '01a2247f-b2c8-7be8-b18c-1d33351df9b6', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x59acd86c2abccef6ab1d3e313a58b770de6ca6c67dbc2bc48f1fac8a6c163dbe', '\x48c8e739a6236bdedcb86b3024216364419a8d1ad1677098e06dfaede7da19f1');
INSERT INTO public.ledger_leaf VALUES (84, '01a2247f-b2d0-7536-ac0d-696f7e7d2430', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x15c54e6bade494d387b7d107b0b9876e1c522ea9acc0d0638e7004e4d4c97858', '\xa152d3b194946d11e4cbf569e3b21e4094d29478eb45eb1edb49765882d5188c');
INSERT INTO public.ledger_leaf VALUES (85, '01a2247f-b2dd-78af-9f1c-d952ce14429f', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\xc852ba8a610e47b2ae4678e443392696a632b84eb6acc9eeb53cfbdaff5a70c5', '\x0d1130fb1e79c245b7d69319a738f2124c4e07d471d14562f6729c9a79b2f732');
INSERT INTO public.ledger_leaf VALUES (86, '01a2247f-b2ea-70a3-8e20-15587eaf8add', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\xbf0fb144cf51524a252e544e0e65b7823b11a72e5597479db464f99342272330', '\x6ea9c8bafc59624a994253b5bb7f62e96e0553c7c5eddbf143ec7b4dc34f6d44');
INSERT INTO public.ledger_leaf VALUES (87, '01a2247f-b31b-7297-82a1-456074f18f22', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x2469588e71b6e0fec0b0305807468b155fcf4bd0192cd77117821385676774b3', '\x061a0413c0ad8d31ec8850a7723d76d4655196bac681936c6de20aea05ffea53');
INSERT INTO public.ledger_leaf VALUES (88, '01a2247f-b31c-7962-bf06-1685b88becf6', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x0c96977d662a4d343adbf465738c2ba009f0800fbd124112fca192fcaf279df2', '\xf4d852b5bc90f7718508c8b68d427894c0aeefd02ccc3e2ed84a928d0ba90736');
INSERT INTO public.ledger_leaf VALUES (89, '01a2247f-b31e-75e8-aa74-12be51f1fc91', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x15713236b10788d9316d84ac575ab1b60d16d3aa7ca49820d7f5e958623ce5b8', '\x9acaa6c7e8adf843fae6c3bbc4f31dddadd365d813a5e82c2dd30b24f4fcfb98');
INSERT INTO public.ledger_leaf VALUES (90, '01a2247f-b31e-77b8-9f43-130e0f47d2f4', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x7b50b4274f6dc663e3200f5cc361475847ed800b3ea6309e790eb67fde7cc435', '\x7ed1206ec659f91ccb912ad3fc8438ff0095fae8b69f67bdd81f4eea0967a36e');
INSERT INTO public.ledger_leaf VALUES (91, '01a2247f-b320-711f-b075-e88f1fe564c4', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\x51642ffe62ea554635d207b53a9b4744724b3c838917aa3db42f4a4bef7a3685', '\x3f67e9a5016ad04024c809e9a9e49c4fffb0ab61c8eda8d9ac036b5faa133aca');
INSERT INTO public.ledger_leaf VALUES (92, '01a2247f-b329-70bc-89a7-b95777e56356', '2026-11-23 02:08:00+00', '2026-11-23 02:10:00+00', 1, '\xff40b2e43ef4ebb9df39e4d6bfda7a95b1e143968cfed80a558c287b2b91f5d7', '\xc618a9f07d96a2d5d43deeda259e6a1a3d7b8d218e327858be724da5826f17bf');
INSERT INTO public.ledger_leaf VALUES (93, '01a2247f-b330-750f-881e-ed5f886378f2', '2026-11-23 02:08:30+00', '2026-11-23 02:10:00+00', 1, '\xae464c30cedc4c62446b4525937eaa863a7e662e78134b399ca7e34e43656692', '\xaf2e559375d43a38fba4c66cd7dad5dd0cd052c2a5db87ba3c8828969e8cea84');
INSERT INTO public.ledger_leaf VALUES (94, '01a2247f-b344-7a01-87a0-7a2cb77d1f08', '2026-11-23 02:09:00+00', '2026-11-23 02:10:00+00', 1, '\xbe25a2dd711c5a7d20f9404c727ff014662720a24d245bfd90259f2c85e5568b', '\xed9f645d2ccaec3f92abaee8a4aef287ba069e0f762cae915b0ae450a165b08f');
INSERT INTO public.ledger_leaf VALUES (95, '01a2247f-b36f-741e-97f8-6589ef20f27f', '2026-11-23 02:09:00+00', '2026-11-23 02:10:00+00', 1, '\xca4cbd6c6c6656b23d06923d3af3f0b01192fdd194e60d280837479da3d9cb0a', '\x289107d29f78ced71fc332146f05646c2ae427da39c3731cc7890954fb9291e2');
INSERT INTO public.loss_case VALUES ('01a2247f-b1fe-745d-85e3-351d97e1f1de', 'BM-VWQF-6CMP', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'lost_control', '["phone"]', 'hotline', 'open', '2026-11-23 02:05:00+00', true, '[]', NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.loss_stop VALUES ('01a2247f-b1fe-745d-85e3-351d97e1f1de', '01a2247f-b1d4-7693-8d81-a4bc6fc499e6');
INSERT INTO public.notice VALUES ('01a2247f-b03f-78ec-819f-68677571dec7', 'mail', 'queued', '2026-11-23 02:00:00+00', '2026-11-23 02:00:00+00', NULL, 0, NULL, '01a2247f-affe-7be0-9459-e48c76346ea8', 'credential_added', '\x010b7f89b50b404eb71ec1084bdf7eef5c39e7c82a274fd3425a2d60fa0534f97e26a8ec8aa305b5eaf223f00e14a9ffcaf42eec80ca605e1486490329d12fc660884dfd7f9f5c52fb920634b1296ffe46a2b404a5565302ad786fe0ab0105f3010b90bccf81d170c3b2c37aabaeaa32677d1e4096685a3960f9567b1c4ff5dd6e85602bb433f4a3b52b2a33af56fdef9d5fd8f1f815628ecc5c30b91e', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b050-7d48-ad59-438d13cb7973', 'mail', 'queued', '2026-11-23 02:00:30+00', '2026-11-23 02:00:30+00', NULL, 0, NULL, '01a2247f-affe-7be0-9459-e48c76346ea8', 'credential_added', '\x01dc74b22cb42356c2970df16e9b65c5bff66e4aabec5d41cd04f51b53d168e7d524ff6724b621a2f6115c34c9222e0e066aa8027453620f962d53041a3087aac4e9350e0abfbe2a71917443740a3eb65b3e526b8bac127347b75fdc0123eee6e24e96493c4c2a091f42d69c88e9f0f7f0067fd3675cc2160d102249c8d982117ecf3a0603ea46e33dd9970a08609e9cd81a131fe5c7e6a82f8707c61a1e', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b0c7-7701-9ecc-5f03e00b04df', 'mail', 'queued', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, 0, NULL, '01a2247f-affe-7be0-9459-e48c76346ea8', 'first_sign_in', '\x013b7d9c39a269aa78ca2958418aa17c2fae2d92897b1bbc7126219dda202ffa0e51d15ecce84fe39986db6933da37ca6ac195750703de72040b8f6e4b34b63d7caf3710c05ed16839175a6130a79c80f3adbbab474844a4ddbaa9390a6bec08677734544fb283beeeb864e164e101ebbf8510af52201e3d30f137ccc1e62d90d0e6658ee56fc69d2bf7a0bd0ee54784a5dfaabd284010cf1bbb18e27dc920f6f769ed48c5b2a044', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b0ee-7b9b-8951-1c4f7d3da7d8', 'mail', 'queued', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, 0, NULL, '01a2247f-b0e0-7f2a-adb6-7c03f647156c', 'activation_link', '\x01440c41e8e18cb07ee3434c41924af64f30fcd4101290d07e5a851bccdb06bfd4cbe5a2b19b02464262897a9f01d469822dacbffbc979607db2c8594eb7ed4fe230665bf81396201e9bdb1ac0d87decdab670973e63a3955ccd8531863a705ee426f867e393a55c0c55b890d9182e3cf91eb729bb4239a7', NULL, NULL, 'null', NULL, '01a2247f-b0ec-7570-9612-a168ed392f28', NULL);
INSERT INTO public.notice VALUES ('01a2247f-b115-7c96-ac00-79dc33755d13', 'mail', 'queued', '2026-11-23 02:01:30+00', '2026-11-23 02:01:30+00', NULL, 0, NULL, '01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'activation_link', '\x01e5024fcb066397d362a90cae20fda7c6cdeea68c946b757293e3728100be18bbd1ea47aa4255f92bccca6134dfaf303feece9ff6806e4eceaf5957238c9bc3980c2bbcc398b49cc8e50896bf5769541c4e8eaf4db76e918ed3105f223d5c937d0cdc453f2f574cc3d7576c23efce47ee53e7bb4c2a8259', NULL, NULL, 'null', NULL, '01a2247f-b114-728e-95eb-cca43fb7e4a5', NULL);
INSERT INTO public.notice VALUES ('01a2247f-b14b-702b-b74c-096ff724e88c', 'mail', 'queued', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, 0, NULL, '01a2247f-b12c-734f-ad59-59615e543640', 'credential_added', '\x01dc8287ba008cdf42960449e771d7401e04843c4cef5c2e35e9fda9e83dca63dd7bcf1e1bec8f3b1143e3dd9f475c5dca7ac3f9a961084147b70f285c0bcef889bd5251634d2c45bb2f89d97c9e7fe0e16cebf364fbe0575839317c492498ea5042972a413f72f1f20a1dac25c52e3dc364b714a3b1affe459706eacf64a5255e0e4fddff03e357b6f9e119d2fe4cbd6c50b0fdb72aa53a83534eadb0', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b14b-7a26-8f62-ac4c80d342c3', 'sms', 'queued', '2026-11-23 02:02:30+00', '2026-11-23 02:02:30+00', NULL, 0, NULL, '01a2247f-b12c-734f-ad59-59615e543640', 'credential_added', '\x015adb1002ea551416a9b8f0d58b928e3b500dd75daaa3db2b7a4e93b586f199198a0435a27e6c928f8dc3c14d0b54229ec8cf8d1660a7046c753b5e9f9101dd885e7a2c9424155468a6d73ba574199e26239c36479eefca5c438c99ca836094afa7bd43d32455ecfa55c80b8707cae017b3d13d5eb0a95702e7e52dd66e2843cf3300a460199fbbfc9fb5f810df089e5030e457390e8811', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b160-7dc9-b984-31ae338748d7', 'mail', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a2247f-b12c-734f-ad59-59615e543640', 'password_link', '\x01389cf86548dfc28f94c4490155f7a0398d1ca558c109c34d37d39d2afc5d32740e2f18497d7248f4170a8ebcf24f623904c6a0a48c33be71eef089ec3d56e7fcfbb2ac1ca33d73420cb570c8889b2d64a64ebcedd189ab969da903a7b3162fb76b825d988abd15974c642eb641c12400f18299352b6ae8663d612ef543281f223d0e81', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b161-77cf-95fc-4f7e8aa8d9d5', 'sms', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a2247f-b12c-734f-ad59-59615e543640', 'password_link_code', '\x01618628fca7821eaa050d5b7068bf3daf297da186e686dcc9d138bc752fab0282431c6e44d8b2f1559dbddcab50420a4aa8734b1a047153139e1a46a67acab0bc23e6ffd0', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b16f-74b4-b08d-c132faf915a7', 'mail', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a2247f-b12c-734f-ad59-59615e543640', 'loss_link', '\x0133dd9c14d15a64309a7d488dd4f2c70f6b982025c032f754fb2c6f0d825877e4ce7fc2be7a52aab914beb422aef46d183ea67d3974470cd4707e853502117e147e97fa2c84948864b6dd095569ad72160c27f2e6f1ab0854db947ae162984c2e24e2162ea1a45805ca7c70ba283bec7193fb691564743ffaa011b6f8b37815bb5333', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b187-7568-befd-262ede0b7820', 'mail', 'queued', '2026-11-23 02:03:00+00', '2026-11-23 02:03:00+00', NULL, 0, NULL, '01a2247f-b172-717c-acee-a2cb2398e416', 'credential_added', '\x0192f28ed88694c048f38db81fdac01c86089f2c13b6dbec1f07b00682c48cd9c62537db72cfd10f5dbf8e16d63d6e8cc2b442c2e057a4e0d37bf6f8c23fbf92ec9ec90f22494e0137de5421e8f41962fc33b470d531f7e7fd0df372c10584a1ef7d4afe547e6969827382bd45c99f0e9638a96855e09d70e3403e6607099d6f6e368a87b2e8220e15cbd873b3c0eb8dd593ea706cc7a90f8bf042', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b193-7006-aade-ac84d47ed93c', 'mail', 'queued', '2026-11-23 02:03:30+00', '2026-11-23 02:03:30+00', NULL, 0, NULL, '01a2247f-b172-717c-acee-a2cb2398e416', 'credential_added', '\x010788cf81ed80dbb78edd115fc9519df5b28381495e3af6b6cc8da56c6ead4078b39ba38f9a63a91f1c7e38a744f8fb58e3f8df1c920e60baf66469ebdc7e9796d22d7a62b3de1d3da3bc86060737b8334586b847f1142f0dbc8c4dc213e11f9667f032208e4cdec5fc9c71c99e223abb57f82f1dd66ada1d2a533ba967ba639592f42d2cb44e5f7cad01cca32ca2677e5a117f4b43ae249460f1d9', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b19b-7839-97ed-500f4d43bcc9', 'mail', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2247f-b172-717c-acee-a2cb2398e416', 'contact_code', '\x01066248dac426b013604764d8e52b588f9bebf8844171b4ddca56f04339dd59acb32d5d41cdfca486a3cd74841efe9c32184fca82cc8bda94be893f48e78f72de14fc6b19a47a1bb7', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b1a9-792c-8cb0-6d31e6dd18cb', 'mail', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2247f-b172-717c-acee-a2cb2398e416', 'contact_changed', '\x0100ed12d0af04a35e90f60659bd25a2fa87b9db1130cf402dfd20b13b467c50c494490acb1cfa09ac6e7ec9304d46d2876ab5b10486571ef795d7ea79e734c9841ad048f96d08d64e8d935809d730968fbd318062220da4f456b9d2d6044b6c954625e68205a4427721461a8a8cc740c87be1964514fbe64e450db5c21e09a616b537815369e7f69205e558d05217076c947d70b7e72504fabe051cfd5fda243d0222cb63e0be46472c9414447b751a451fa4aa63ab1cec32ad17568ec470e3dbf4ef86e19d4cc1300e1ae05efe056716d775c8', NULL, NULL, 'null', NULL, '01a2247f-b1a2-72eb-83f0-8b546b0080fc', NULL);
INSERT INTO public.notice VALUES ('01a2247f-b1aa-703e-8efa-4c55f60dd248', 'mail', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2247f-b172-717c-acee-a2cb2398e416', 'contact_changed', '\x014c3278eb9973b83909c492e8011d6dbc125b8ca9a0f9f3cfa2bb15003032490169fb3ffb01b592e06cd2d8e3499eb534a6013f3293f553b15da7c3a3b8406cc59aebe508deef4ae27b8174b11379be3698cf5fe582b85f7328cbff437c7836396d8225041cd58a20e46c50e5a8ed70a0d62bed3b17747a29dfde8e9dc03304dd7881e52994b5412e07da20b18e10fa6bbfb0f0593a28e7a319ba3126ab2176f75387278152ca0938474ec08ccaafe77e3fd8f795794931a2d5966bde54aec7e7fe4be52eeeda5e898c3dfeb30b1eac5ebdfc03e8', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b1b3-718d-a2df-efc398055cb2', 'sms', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2247f-b172-717c-acee-a2cb2398e416', 'contact_code', '\x015fccff5af97fd268881c0f8dc1e894a038d7b1e79ab8f6531f3cff5f67726e1524a336bb16ada69c341cd0f408795b9d705212488c05a1ca63814a2ede84d46f42eee94d', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b1cf-72f3-bdea-f0d09686c862', 'mail', 'queued', '2026-11-23 02:04:00+00', '2026-11-23 02:04:00+00', NULL, 0, NULL, '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'credential_added', '\x0186f3b0d6ea004a5cdc887b0dbf2321b275ce5e76b84eca78f5780e20ada81b385f9d194dfa29f093b82d334b2c2c7eeb6f4c859eec1e511741737bc3f4a810a333581b7d56e04da591ac55683ebe4be4bf14cf6221a308ea8bfa6807d457a5e28dbb03b1d1a6adeef8d75ba3c24d64ae099cc57fea70ea82868234e9d83c7e5c8d6ef68c8954f572cf844a7a2b18a5655653ff6a858a9f2f13e5cc02df933deff140044b134e', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b1d9-7b31-9663-33dd21171cdd', 'mail', 'queued', '2026-11-23 02:04:30+00', '2026-11-23 02:04:30+00', NULL, 0, NULL, '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'credential_added', '\x01b047401e6c41c836d912242242b4e223670fe7c05a03824f474f693829f2b1aa125ccafb147ef7f9285387450a92c42fc05c902234888e92dee4acaa8d9d5c9a25dc87a7c3580d2d9e26a72bf6afda18809891cd9c4e796136b336e3f423f995d880e8369caf527028d863285ac945d47ac06ba3bb571102f671ac6887041ec57c04a1913da99a86a702a37e890a30ad832a442506d6cfe64d9f3b61ac6f84e6fdd6f899e2c1cd', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b1ea-7ba0-96eb-55b182efbf5b', 'mail', 'queued', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, 0, NULL, '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'credential_added', '\x0101d16f95065a61cf5712a9eddaf7d918a278aa747d4b493ceafc964ccf80b61765ddb2b772a2c3913cc27ad55f8b58493ecee14ccb2529a38a9be54d2a288e968fca6593a8e94cab40ade74746206f600a2fe7c3b95ca0e5bb65ed39be76124959c2e96e16cd523494add641f4cf2f4e24001b2bc11c8b3acaa9736e313ce664b1bcee4ba77a8efd4571729ca289820d925fa5566851d7bc93d33d9ebcb360713039fd4c0002f1a32da384b0', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b1fd-7853-963f-067df2b2fa45', 'mail', 'queued', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, 0, NULL, '01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'loss_stopped_for_now', '\x01e4661aa675050b446d008159d0210a8809a60c8ed25bb23ce1a418be47f82d1e3ad22eba89a94b42a4d7368ae298c66346ee668ecf46542f4cfef516467c96de73c45a8a6b1d3a77be354ea88a839f7701b240e3f8e76adf10c51c', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b224-75bf-af6b-8a1f5a2cd1f3', 'mail', 'queued', '2026-11-23 02:05:00+00', '2026-11-23 02:05:00+00', NULL, 0, NULL, '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'credential_added', '\x01de2a1d32226ae87b981cff2ca5046c4359f67d61a8b5430cf76134e9344ea5aa464a932870399d05ee5368ebc250318b8657b7a32b7a8307338765a091bd1f30975a540afe41a8adcee60976770a7b7d5b762c881d61571d3a78ac42af635426100b8af6c8291396a48bb14c67e9a62ce3ebe2917d5eb33ce2faf7bcf57970326af815e723b8aed035efd16e7bea1e1e7b7d0a124afe680e3d202546c268420964169e161584', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b22e-7f81-a310-f31d1ce4febc', 'mail', 'queued', '2026-11-23 02:05:30+00', '2026-11-23 02:05:30+00', NULL, 0, NULL, '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'credential_added', '\x01ffbd8f122eb0126cdff12660d76b2de9902262eb8d8d4470416cda6614c7b5782c6f4095bfcbdf92201682f7655db208d6dc5b64dc3a0be51a8d50942e82463981ca90ae6622a9f004673aeb58a17fdf37d5510c7767a98a23ac6c3b5aff18aed4f8e27056e99bae35a2175674dcb51a5f763423911c558e291dc940a112eda01617f9b5c832618e8c23dd8cddea6c979a73b90980ef84ca98d6a048ab0fab89e95c8a36392290', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b240-72e6-a5c3-55b2a335135b', 'mail', 'queued', '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, 0, NULL, '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'credential_added', '\x01cd4b69af67b701e9c981920980d47d1ea28394286ecc0ba601311536f379c775168bc72266840d4df140761a3c99f40b265ed870fd4b93a897d88af05038157b9a339729f1e2ddb21817e1d50a90d0385445c7469f77aec07ab47e76356e8579124a23662a263c02b9454faa630729fc2dc9c5ca86b4dfafe6ec396bc72f0e500b65454f6f2cd40288d03a6a95f593c12e6afe09382955eb7b42c409ff689deb6077ec98317befa7ddea', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b249-7998-8985-202ae28d97ca', 'mail', 'queued', '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, 0, NULL, '01a2247f-b20a-7d49-8c44-7ce387c319ea', 'officer_appointed', '\x01b26eaaee4b602300f4f4bb7002e0d2e49b9d1e3f75649c502b35652cd1219ed73a29e590a09880aff257abe3731f909ec4351d96cf9d9ae5fd259648fb582d860d740700e93470f4795b19ea9f3898dcd9b8f96397d54ee00042d8bbbc1991d30121d80b5c06f6745423492e1376cc899733afd8d89ab9d1ac276a9d038538a7279b44bef310472cac90', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b25e-7a28-8cdc-4721705fcfcc', 'mail', 'queued', '2026-11-23 02:06:00+00', '2026-11-23 02:06:00+00', NULL, 0, NULL, '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'credential_added', '\x017f2a81cc4d3bd61fba68c9b0331efd7cc7e0e4515ce7d339520b02c28bc3fe90c08e64c2799517b56e8f1962a4bc5a7e1395dd94ea9bf2bdfa8129651fbbf1b046067efdd0be91f6250dd65cefac4e97b4fd4684c9f5e211cd04b8f984091d5d07fcd1bf74908b67c1e642eca430f095269c9717a7518ec29ad93aa1199e89ddf0b8e99be98906c653d4a17e0ed5b5a5eadd864c2a5df08f0f340fba8c23ad571cf530a5c725', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b268-72c6-be02-5cd438fff151', 'mail', 'queued', '2026-11-23 02:06:30+00', '2026-11-23 02:06:30+00', NULL, 0, NULL, '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'credential_added', '\x0138489ebaea5733acdb027617a69a5e762dbefc4b751163da7351cbc7494fe72a1c77abc26ca1dedc494b8bfe172c599a020274b788076b4256dd2c0417aae170b8a746c91700fbeaa9367fe51d8b4f26314f5d82a01b1afb10b4c8419276252a8a1254999de69c0ec7256590ee7efd6115877fb25434d0788904c8f5a1f5cd0c5fc5d0a524ccf0e701a900b3591449e67e7f7979bb1ae07b9a85dd7c210ee402feac6e76821996', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b278-7adb-b382-b711c7deab21', 'mail', 'queued', '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, 0, NULL, '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'credential_added', '\x016ad13867943cf7caba5b19c7c59f2ed97d5f74a0a92a54a70f39ef2a16dad75d8a566282801482e0d7e8bb20ab25ca498c4ebe1e5b67e10a5809ac716caea655370289b794eb796ac549b95a85803b025e189c0dc0e9bd0cecf58a37db68cb5cd479e36a5cef701f5c0d3e8fad69634a1854db2ff4ce0379abbfcf551e1862738814418d6ca969690d579435784f003f2c5c16f9512c26a0cf3eca5f18eebf5f454017687ebd418f233c', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b27e-72ca-a5c4-420334ca2006', 'mail', 'queued', '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, 0, NULL, '01a2247f-b24b-778c-9a6f-10ce46a725b0', 'officer_appointed', '\x0194f9d24bd7fe0d8b72a3c97c8c43f20ceef96b43a8d2c88bca422ee74da68ce5655ac02f43871b1adc56c6571dea2895e282bee4a4d3a4374fec47355dcdfa0e6ae750ca84439a59d9808db03dd44e3a78f0326917c0ef1d4d44bc4e32d6de7ec2ed2e592c2f1a44e0e2337750c9fceacdfa64ac0d4f14410e993c1f17bcba0c0b1fa6f63d1eaac93d80', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b297-7657-a98e-5711bca6d13d', 'mail', 'queued', '2026-11-23 02:07:00+00', '2026-11-23 02:07:00+00', NULL, 0, NULL, '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'credential_added', '\x01e707390b5348219e2c7968011c1104a277f65be0f3bac1c1b902fa3151a1d91cce061e0c481ae0b3e082636bbbdea04e7b2809fdb22cdd0330d379240bf6f6e87c42cf7cafba083804a7454043a7449021f40e4b77fa598ac8a279a7a2a4942f4c97729b89d4b8e9c02eec4a3f1d951fb1112952f38a38738effb384af2db72a9996a8c03f7a9f2d9550c39e756494fb77baf51b268fe52af597d255ebff46309ad1a3f9475b', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b2a1-7df5-9aba-514207cf3076', 'mail', 'queued', '2026-11-23 02:07:30+00', '2026-11-23 02:07:30+00', NULL, 0, NULL, '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'credential_added', '\x0185a76ba6749db3361f266bfcfecfe3e28460600b2435bfb5b8deedd1e42327e32358feb44b02a6262f5d754feac120c8e3f91b772d3beedb83727eb275a697fd11d3d8e82d04b71f52d3e3bf69afc5bcaf213b5860c8eca078a3dfb8fffef9821bb124d06be5c3562c5799d821f53c7a2d2d645c6c586ba1566b938cdf56f7f9ee54accd6c3ed877dbc2eb2e4d79f0da9cf78c96a3eafd7e8f01ffa01abc92ee37c577701986ef', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b2b6-7e3a-8f07-d22a378c10a1', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'credential_added', '\x011ef4bab3f4132c6f2c89b9567abfdf695dfee9688359f8d09dbdc3e8ffd7377931fcc25662282ac286dc2f395d5bd0d1415abb9d2c141fb7494208600402fe3e598ccaa59819c28fa0164bd1d8407b9043ad6634e1ef937ffb427f324394df7199904b23de9b77f185f1ed06736afce7f209d0ecefa71cc9c42cda3422616bdefe9443777fedb5a372d7861659abfaec4933a54435381f3f81ac4a33d6303f8bcebf0c457d9f2b15e47a', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b2bc-7fac-8203-80f5e9f061f7', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'officer_appointed', '\x010cca96281bcf17d307f9c90edd854f2a91dfd0b44177c07c2c0d33f0fcde1bfad31f57f96a953a5caaae849cf4a6cb8956b73ecbc24056da19ec4dca199bba251e0ef426452f5ef9a91a07c83f23f24ac8322a3d35d47df4ed8c52c71e5353e27781e04c7d3c949f172a0dfbff509d3656f94075bf9ed4b20c793d332dfa63724fe87847a2ca966f91ff', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b2dd-7312-8a08-e51100224869', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a2247f-affe-7be0-9459-e48c76346ea8', 'person_looked_at', '\x0143725a8374ea85b60a752fb98beb621d8472c3923536675aa716d37059b78a696d315f08adc420fa4ae9979110f747ee833ec4ec3a841b3a158dad4097db142acc5f8c50e36fc9b5e58e9402aa93751439bb6b9151de1f0a8637902345268905097bc8de7f938ef64f7e8a634b1d61db73783fa44c58966fb1889cdc712d6287dd7cf7c526d7b31dfa74c124c4011f38d8eb9964aad3087f221c772f86022e65291390d6c509efa0de2bfdc7b1b5f16cfb3eed7592', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b32a-7692-93b2-47a610a635a3', 'mail', 'queued', '2026-11-23 02:08:00+00', '2026-11-23 02:08:00+00', NULL, 0, NULL, '01a2247f-b318-7582-bcc1-706f68c67636', 'credential_added', '\x0108bc8e7f3b534ea512994c447c2b7e0510734ff5e6f31b5306ac92063fb4b7d38faa936478c9bae43bbff48332b109ec7aee64f874c32804d03f4525f51952bfa314457eeefc4a3e635663e5aa7666d70397e43079a9cfd862000778a1dc865e9cbf1cece7d72000f8dff55674078d626798adb9cfd323b59bf793008ceb5ab1b987abd9db86e01d4ebb446a194632e1f2450ef87ae7367b7bf6e7823187f341960865ee2d96', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.notice VALUES ('01a2247f-b331-7ab2-aa7a-8f8002f0f576', 'mail', 'queued', '2026-11-23 02:08:30+00', '2026-11-23 02:08:30+00', NULL, 0, NULL, '01a2247f-b318-7582-bcc1-706f68c67636', 'credential_added', '\x01f5cf64e2edaede550a55d19a9b781a903e32e72cd0d84353f55e0c0ce8f4917a176b25fba6f7c1ffa353eab10859ad2c3917c23abcf2e6dc9c21b9433f917d125773bcc57952264264e1635b3cf650ad78cf77c0d01d25491ea3f81083bf1dbd6d3b46821d97ae81b078c6e18cef9bc148f9fbf55b32c56ebd53475553e1658ad4d90545a92fbf6600d113e7a709222bcfd30a4786861fc6a611a30485933d91b9adad053e2aae', NULL, NULL, 'null', NULL, NULL, NULL);
INSERT INTO public.officer VALUES ('01a2247f-b241-703f-8531-727088e7aa64', '01a2247f-b20a-7d49-8c44-7ce387c319ea', '\x909472921c0b9ec58fa6eeb3e3d4c4defa5eb037121a0ea3bccb277c8f766a52', '2026-11-23 02:06:00+00');
INSERT INTO public.officer VALUES ('01a2247f-b279-7c21-966c-2ad37ef45983', '01a2247f-b24b-778c-9a6f-10ce46a725b0', '\xbe8dd49a45f0a490c76a9180314699bee31ed38ee13283e0b0d049015f481f17', '2026-11-23 02:07:00+00');
INSERT INTO public.officer VALUES ('01a2247f-b2b8-72a8-920a-c0208cf573f1', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\xc65681ee5a2470190789e2d14c409e10905c07a78c33661221aaea95a7306cb4', '2026-11-23 02:08:00+00');
INSERT INTO public.passkey VALUES ('\x7b2a8615dbe2b9b6cbb15a18d978a5b3817d8cb0d22da37d0636ef9fa75e142e', '\x2055044486b00fe8333ba1e40b7ebeea16f92b84e1bb7c68cddc7cad55b7500c', '01a2247f-b272-7dc4-ada3-c21375949360', '01a2247f-b24b-778c-9a6f-10ce46a725b0', '\xa50102032620012158203dfcc789115debc70bfb59bb2b71c8cec20aa93cd1fe0f13133b54c24dc6a3fe225820e29f0984d282d629207ce0c07b1036aaf32ae545666a3828733cebb01fc0cac3', 1, '00000000-0000-0000-0000-000000000000', '["internal"]', true, false, false, false);
INSERT INTO public.passkey VALUES ('\xebb92cdd0301b43db8d645a1162071a62804e015fcca6a3048816f6051334a08', '\xea3272685bc34fe113da51998f439ab2cc0e0375bcfbafa7a2968c0389731323', '01a2247f-b2a9-7f9a-a24e-10bb017c5218', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\xa5010203262001215820072e68a8e0d0c20c2cd0a46b83431e859fa3a681ec78801d0c7205b466141d06225820e6e4a9b2879b380001a4c9f4c6fdaa57e14ebde02f813d8b0d37407b94b370b4', 1, '00000000-0000-0000-0000-000000000000', '["internal"]', true, false, false, false);
INSERT INTO public.passkey VALUES ('\x419d12235e0381db403249a172cc357dd24550c71035a2b1b1f07babb040a7e6', '\x10ce91925de87785e4106d80959bf42a15ee954c449ff99431db2f75c581adfa', '01a2247f-b237-7018-b0ad-2b001a27c831', '01a2247f-b20a-7d49-8c44-7ce387c319ea', '\xa50102032620012158203e9ac6e9ca44e976ab901a5c33c7415e68dd75ce238167e17076c849261212e822582093268a874c2508d334dd601227e497d07b1547ca23c311cd3052a4381c33e0a5', 2, '00000000-0000-0000-0000-000000000000', '["internal"]', true, false, false, false);
INSERT INTO public.passkey_user VALUES ('01a2247f-b20a-7d49-8c44-7ce387c319ea', '\x4bf818e80a9a69477d342f84396f17a4fa7c0e7c6db5694b105f1e8fdd331996');
INSERT INTO public.passkey_user VALUES ('01a2247f-b24b-778c-9a6f-10ce46a725b0', '\x5a1d3db2723d35d0829958ecb91eade238e7f51c34e349405d3b3c8088ff2ed9');
INSERT INTO public.passkey_user VALUES ('01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\xbd02afbccaee3d057f37dcfeed35ee58f2ce9fc78f5284f5b760005ef786c949');
INSERT INTO public.password VALUES ('01a2247f-affe-7be0-9459-e48c76346ea8', '01a2247f-b027-7d7e-b39e-b298905ae2e1', '$argon2id$v=19$m=64,t=1,p=1$YoZGTZpoQDq9t9poXpjZhQ$kD3TjIsYQ+3Juhvqadl+yNJDS/n3lkCtF1M6UICtZhE');
INSERT INTO public.password VALUES ('01a2247f-b0f6-7d1d-814d-1ff9111f490c', '01a2247f-b106-7473-af1e-e2fb3b72b6fb', 'pbkdf2:sha256:1000$salt-of-4-tests$01a28f070b171e02a916378ff075c53d6ea017d849d476c9bad2261360db2802');
INSERT INTO public.password VALUES ('01a2247f-b12c-734f-ad59-59615e543640', '01a2247f-b13e-7d91-9ab3-fa72dc0ee15d', '$argon2id$v=19$m=64,t=1,p=1$Qx9SVa+yXRBTDGm1inffrw$fr5sZSRqQL5ef7vJSLJqr40WUklIS0lr0vEWCK6Yw/s');
INSERT INTO public.password VALUES ('01a2247f-b172-717c-acee-a2cb2398e416', '01a2247f-b17f-7cd8-81e1-7b904eb6a497', '$argon2id$v=19$m=64,t=1,p=1$rPNM2uoeJ9WPvUUF917QBA$lALJ8bZyNXwwsgF57O8ow/9DXjnikzZbFbEA7HAvQ18');
INSERT INTO public.password VALUES ('01a2247f-b1b5-7668-b15b-63e1bd4c880b', '01a2247f-b1c5-7089-9260-2574944e936c', '$argon2id$v=19$m=64,t=1,p=1$Seg5W3GcEdby0QMSzqUYlg$T+/39UTqHBSG/Veoai9EJoRBiGInjsxTb6LnoUPX5+o');
INSERT INTO public.password VALUES ('01a2247f-b20a-7d49-8c44-7ce387c319ea', '01a2247f-b21c-7cfa-a357-d28783355c25', '$argon2id$v=19$m=64,t=1,p=1$tdZV2lnJPBrKzxDxBZ6z4Q$ngVnQ2dWZYBlW7IOD972VZNQouygIUmAApgqPhF1kd4');
INSERT INTO public.password VALUES ('01a2247f-b24b-778c-9a6f-10ce46a725b0', '01a2247f-b258-71d2-a900-7400277f1b82', '$argon2id$v=19$m=64,t=1,p=1$eHu/gViancg2lTXZAowOCg$Wogp2smQjx8MS294Q8b66e1eNCC6IlQopI/gZUimGiw');
INSERT INTO public.password VALUES ('01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '01a2247f-b290-7a7a-9299-ac2c1dc56841', '$argon2id$v=19$m=64,t=1,p=1$UpCvPcz84zn2t/WNZ+8Paw$feqUzntI/o3Ww+VnFV3CP5nPRawJmkyIj4CJueoIISs');
INSERT INTO public.password VALUES ('01a2247f-b318-7582-bcc1-706f68c67636', '01a2247f-b325-78dc-b0e5-4930abae0038', '$argon2id$v=19$m=64,t=1,p=1$7WvF25DSwJi30P3AyEz/DQ$V3iHMWHzgv7UmLBdOBlXMOEXQvbOo+HwLgdH/LjHq3M');
INSERT INTO public.proof VALUES ('01a2247f-b03f-7151-856a-781d4e381b7a', 'undo_link', 'undo', '\x9228f93286e9135f93a06ad63d975291898bfd51ec399de47f3a04ce6d21ba70', '01a2247f-affe-7be0-9459-e48c76346ea8', NULL, '\x01f69971095c5a571d15a3c63fabb3a90ad306f470778d4d4b0dec36057fa4cbc531d53d8a25f86d90e70552861f56be76552e608c8868e7c5c1923d4976bf00b1e1b15b535e2bfafed88421bbef20053f77f6ba013d7730eb47367a00c0052cb574bb40050dd4206dbb0623ba2227c2b28eb74436cbd7230485db2c4cde9fde53d6f3bc475fb766b083d7f0c271e311d4a8657635d1003b43789ddf79d6633984e606180f3dfbf364716fe8fa589ff1ba6d05c1a1b8cc414dc8aacc1d191a5710ce85523951e26244f590b4527d25f0ae6c70f758832323e83a4d6c072c9cf9982d49cfdff986420073953ef269fcfe2498f3da17d20d9d24c756e0409014c4fb0f1be5cf061ac4e7ef', '2026-11-30 02:00:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b042-7960-a87a-6fcd81006d5e', 'totp_enrolment', '01a2247f-affe-7be0-9459-e48c76346ea8', '\xc188d1f01172706d4202c25a8d358b5247f42fc3fa9ef556e49366569a21c924', '01a2247f-affe-7be0-9459-e48c76346ea8', NULL, '\x01c1a360e23b400fb41bed114d5f4bfcfccc4c508f5695013415dc1bd7770732049110287789a2e204b97fd779f8248f55398969eb10fd915fcc279658d2b984bed11b5e732b53446b2054f8c956ea94a787e3281b78bafb677d475c70', '2026-11-23 02:15:00+00', '2026-11-23 02:00:30+00');
INSERT INTO public.proof VALUES ('01a2247f-b050-7cd1-b095-2782c39e8282', 'undo_link', 'undo', '\xae8e89effbe455014254644e7bdeceb22e2e0f4d44a0d27edd5475030e10f42e', '01a2247f-affe-7be0-9459-e48c76346ea8', NULL, '\x01f45296fe35fae18db1170412a38acbcae4a01374056f876e82b4effe2e5634ef9faf0976adc66c79ae1adb531ef197afd9f63fbf97ebd79b3b4d75af1b389e4484de5352a2891ca62b3f8dc4b21206d2869677689c69b3ee8e68f5d8c633409b118f0d0a79de72563ecf85e5ae93fa4f3bc499c7f29ed0c92e4ede623c31d9806f0b0af6981bd15564de727eac9f26a5935df5a0f9e89fa18593c9b97c38e7cb468c4166ef9ae9ff2668bd627315b94e9e709569c999aae3798694f6213b68e0e34270e5781f7dfbebf72bc38f3bd82453a76c19ffc969cbe521a3b96610fd38ccec6dd70203c5deaf9ee1890320bc6896627a2d767aca6972c5044d669236a7b3cb216a5dd66237af39', '2026-11-30 02:00:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b14a-7faa-b3ac-3117984a996c', 'undo_link', 'undo', '\x54027f22c47179b4ab9bb5894397b3e3be22ecadd8892fc1279e410013f8dd33', '01a2247f-b12c-734f-ad59-59615e543640', NULL, '\x01c1497e659ce08c9a6b89ddf5584e647be63a7aee311c5a12b2dabfb37e90fbac381c56404102e378c2992de79166948f535fbc9c429d33cbd3be95b79c6064369a0546d45dbc95f34a63554f8f68df5e3e17e25a85062604cc544c43a385acd3792946d92128eb3a1dbf72032bd93ea8b43c56121c144daf1005617a7ede81e8716ef97afb0048bb313adfc47d23093a3c6a231425d486c0545866167a8de3203281d4836968cfe818cb8611e6b5a4a502018ef010eac29a009c3ffc179ddac1ce44b7b168e07a758c20e1ed9372cb48d386b982775bd75bb8c5a4d1efe2a61fb6f03d009d1a9797a9676954ad6a36430f30c471408d517c54806ba6e098febee7f346ae6c64e9c161', '2026-11-30 02:02:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b14b-79b4-9e43-e28067e328fb', 'undo_link', 'undo', '\xb6cf16a2f6dbfc8b93d9d8e73b218af7370ca66e30adcbf1ae72b2b256784ce7', '01a2247f-b12c-734f-ad59-59615e543640', NULL, '\x0150dce8b3414f7fb23245568e2e46e813405953bdd1b85f240a62857fc3d3b5966c6be7e0cec15a7be585c0053e2c164026e5c154256f88b1d945716af2fd71c426c258841948ac91249525d41af0f566452ca26a3110f43a8b3bcb748393067d92c4c4789a15dd5428c3bd8e6957319de0d812ff69f0512a5a4a2463e78c3fd03893540238e9d3c5fad55c163d9a4dd354fb13c6df970a22b8c633f125ae61304f8f0c15472d55cbe48c199ea099393c8a025f8fc7fc06bfc95a7bdf8881e704db884563fad9888107f3fb733033ba206f8b15f8dc02cd59414a52647e10f9006d49ecd68f85a631a130868b1f35657255299c10820be8017c7bb9841a0259356db37a', '2026-11-30 02:02:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b160-7d0b-9a97-75b43a05e74a', 'password_link', 'new-password', '\x7faeba059699e6d5a5913fc11c81bd275846d640a1c5126a4919c661418278fe', '01a2247f-b12c-734f-ad59-59615e543640', NULL, '\x016b67465a73a3b8c3e9f8febf6163786866031c615ada9cbf0afd49b2007017e9234216073f8e7729291210fa4bbe05ae7d116b112b80b109afd40fa17a807c489c71f32dcac4d9ec3c5caccbb3e3c494695dc75cd674a40140321ac14927e3120de5aab110b87795c77185615b911434339dbad9063f7c683ec6b06c8a6182bbfe9d9309be6ab31b282cd573289ba1ad84de44cd7f8721dba76cb8d95e0ab637182cabae8edf7d2085', '2026-11-23 03:03:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b16d-7baa-90c4-e743142348b2', 'loss_link', 'report-loss', '\xa49fc6399edc83d8286d9503fecd0d26327ab50356c775d9c0e31ca60e3875ba', '01a2247f-b12c-734f-ad59-59615e543640', NULL, '\x01c13cb3b0a6b6d20123319b14bd5c32d9ad2dd891f912c4530e20435bf7996065af617da6d6e508b25c0d007e455379da4903acd311c979281be0e7d8c2d7ab20c04b005f8f933ebd6d', '2026-11-24 02:03:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b187-749c-bc71-4f088d057ce8', 'undo_link', 'undo', '\xbdbe7a9374ba54a8f4a912a623a279c5d1d1e43ecfb03466e702ea229bc20256', '01a2247f-b172-717c-acee-a2cb2398e416', NULL, '\x01f96f3ea617015e106f7397c08d72d498fbf6db91a4cfca88bdc3ca7b90858430391fdb3742e854032c5c6831a63ccb234ebe49ea1cd7d5c84bf2025e47686b73fd79fd5b2837545af11bbf69e01686ea9facd47b3616f2ca300901e5a1306ff66faaf16eb3a6632e7dcf31e648cad60b8e629c1d92f588fa70d4582263d1e57b88213f64289e4aa9898cf77430b97627e05cf460180362e632299b15c094a450568989b7f5133cc8f3669649db52f0e28edfd78505e690d7b544e91548da7fbf3d5e158785461fe6c3bf2a32b0e376205e2974ab970d27daee11fd37e6db3e4eb2f7bd79c1680d81dda5e88f3694b10cc52048669b7c813f22caf9a6170a29c0e58cc18ebcdc4f', '2026-11-30 02:03:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b188-7a4f-91c2-c8bdc002af4d', 'totp_enrolment', '01a2247f-b172-717c-acee-a2cb2398e416', '\x8c712fca14bc400ff2ee11519fa5774dcb7077cb55c71b38745d7d5af309a429', '01a2247f-b172-717c-acee-a2cb2398e416', NULL, '\x019df7478b84ffe09c51500accdad6642c9e8a01241eaaec08300d85558fd62e2128ca4e73020aad277aa928b426d18323be6c3bd2bc0d0d0147c7fa822bb8c4c04fbcdac23b7ceadc87bc4e1a54f8efa5ec54c1c26c9f08efd4bf8d09', '2026-11-23 02:18:00+00', '2026-11-23 02:03:30+00');
INSERT INTO public.proof VALUES ('01a2247f-b192-7f9d-92a6-621f0ee566b9', 'undo_link', 'undo', '\x686fffa79f68d87fd0748333f2a8472fac5d739b0d28b90c9e746f1bdca02a11', '01a2247f-b172-717c-acee-a2cb2398e416', NULL, '\x012cb3169ca9ae2f22739ea5ef9957b4e2b8cb8411682681387ec83abac3b6e37d54cfc998298afdb9332ad04e6c224297c7a3caf1b04423331713227279d165a578cc5df606798f7a328cd97020db9e412856dab5473e768cbdf99403da84deb6095472701af3d3d895181f47d0ea72d551a85e28144065b0d5b06a503baaf8593d134fef766dd41d3d8724c04f824c6a90267976fd7698c8f422f8b08ef119e5be42e97bb9cc04beb110c9f9cdd59bdc0633019b8d9d9879e0559cd230fd320f36e6a919ab86a695f85e6de313312f7fa1b1b42cc4dedb6c0aeba5362fd53b3095392060dd787290b32f88e80116fcee1f09ea15aa3adc43577efbe66913dbc30e2f3833880d2a13', '2026-11-30 02:03:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b19b-77b8-a509-539965bb30e1', 'contact_code', '01a2247f-b172-717c-acee-a2cb2398e416', '\xb0d691eaf36a94da3b04c5b8b34493733654defde338356eb0c407928d8a9dc3', '01a2247f-b172-717c-acee-a2cb2398e416', NULL, '\x01c24020445edda8aafc24e0178f7a44b80418c6b8db6b87d1c2aa924d976f4749f5ee63b0cae29d0909a9506cce8f50b5b98c71eeb272cf108e3bba63cd076f4983ff1283865def4e3a57d78f7841f0c21bb07915b61b42312c1db231f2b49752fc2029df6408811d46eb438f038a7f35453adbcb24d134195973818718fd43a080a8b8bbe5d4bce53e4463fd2508ca79f4de80ccdadcc1380181fe28b9e7fdbbbedc837086e089f8ffc287cfd8f6dd4921df858455c7f481024e9742afd3466f08a42c03ea780bbdfe2b321a4fe09c917d01ebdaff76532fb30f9461e9da98115b9c867d557394d9345b8f87357b92a7418c966c06f8d8e6b3d6ec49e52cadf899761f1bd450f8a549905d95940ee4bb0daf24485e3579c05fc4df1a38c458ee4c6953157e1062df97dd3dc2b02caca7433107e011dbcabc4837197c05c850311af670b96b4a4be0d3816133da8fecdb092fc8adc4fbae90b214c0ab279b0a5f9c4948b486bfab6922ce893f12659881f048c07397a62e21df199ce9018e127f6c24ad11dc471671cb8df383d9e5565e96eae8a6c01f4090de74addcc1528ffe4c13cd591a63b01cbfb9fac544b08875789b28de773ae463f53b5f712ca1106e0bd3', '2026-11-23 02:19:00+00', '2026-11-23 02:04:00+00');
INSERT INTO public.proof VALUES ('01a2247f-b1a9-78ce-95c7-aba86c43f312', 'undo_link', 'undo', '\xf55176c90593864743f6663ed6b48b2f94acf216d202fefb69b556d1478b6cf0', '01a2247f-b172-717c-acee-a2cb2398e416', NULL, '\x016698d69d405029946ff0ebe86f177cf1223cd74f5165dc385df84a359c301e456db6a36612a6724dda22f5f2b85a900021d598562041dd52d985906cfe7b4940fe37a677ac632597c96911f0a8dce425f69458c9aaf26c76be8c4d4e8e43c386263a024e45fe1a289d1824eb5e80f22dde47db915219d91caf736279857efedcfa856793476b5b3c15e63e6f7591d31b62414ece4285372bc8af1349f5856e2e32954512db136ffd3ca54a873849c99b08cc35d649125c85aa927a7f6600ce49b483bbfebfbc98538e5b4db42b969ca32422fc3fbf7501ccb8a4e21b396a6e6639eca21e5c85e0dcbfe026abd514cfe412fff0cd3a99036d62522a57d8b886a65dd6abd3242bcd6b0aa519d0834417fb58c84b9323392ad2beb458fc', '2026-11-30 02:04:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b1aa-7001-a3ad-a6f1d3304f47', 'undo_link', 'undo', '\x817f1c0b8026e76800fbaaee003a43f68e6bc5d9c48d926c29959e88df190c5e', '01a2247f-b172-717c-acee-a2cb2398e416', NULL, '\x01bd0fb3f926f879777d7b034af2768a9f1d3b5160ba61e031cdd5fd8f8a2cce4cbe5a153a58177aa99e00ad478c75470be9467da19cb58162600093ce39ea7bc48b0da364320c747d8619696bc7ed4e28360a187a927678406a050ee8438ca7f085f999b3191f0851eab7dd315371143436cfaacec133e7e5f87a53c2e138d3c1e914fe30445f146b49e62c26bd4c42abd6303ddd2de387ce2f2ce50f8d57fe7aa8ea7f87e4fbc5cf7a9cae213c26b7dffc8bd1647f09ae2ce8e7d8bbfa6dbd39e731fcfc90b6d55ac822de34dbb345974637409a657134d4ccbf9e79b978808e316dc573d9cf8591e047b23f7fcb997fdc3723ea4d65de45f0af2a1cc11ceef55d70b8b66564b7705ed9b04ac1ad913db070bd2b3cb84e5407af3790cb', '2026-11-30 02:04:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b1b3-7122-b6da-8e199ea86c4a', 'contact_code', '01a2247f-b172-717c-acee-a2cb2398e416', '\x6335e3f1ef0a7ca3d097f50e62e95b71f65c45a0ad2a69142cf196cc9ec2495a', '01a2247f-b172-717c-acee-a2cb2398e416', NULL, '\x01a78d05210103d445e4ffbbe245c0293e320c16cc921e2f63e19f7ba84b8ca54467e91bcf547a6fb76c4135c1371ca5312169ca36481dc7935c045ecff96f3f86f4e395c5a6454626a3af74809b6f86c4a61cd885f6a7fa01a23dd468088b71b8bc2005d392ee46b8f7af11f4ef5d66c3322251b764fc918e1dfdf94f2edaa4daf504459a3834bddc60f3ea24804ee5dd6feb4c8479366c79bdd665a1c39a42e611a426d23b100190cb957d27b94f524b3ffef79706a41e90f7d52b041032c612c28d3a7412bb21186fa0aa92c28f8cd2439777b8b9043ca3c78eb37560c3abe3cf063464b03d113b255757249158be9baab5d3f5ac4b01f6c6238cc1f8bbaef9a4d7418a17766e0c3efb8f04412165256c5c9434926100960ee9de32b48e0fe189543e31b799b6e7c545477b0e1b9bb569a23a9991e5a20af4c0f862c372911e514a5f66bccfed50fa855795c99007880e883871052ca7bf9349b8cc7f5502b8ecfac31dc14c097ed4a335cebdaa76d79d233a70378ead4d18016fd0bbff11db1e7eeae591', '2026-11-23 02:19:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b1cf-725a-9cd5-a65f459d7c83', 'undo_link', 'undo', '\x274e2fef9c58ddaa84777f526f3798330a971a23396432ce6260494f405a4bbe', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL, '\x01fc389b3dfd82cead782cdfea6dca2d1e136e598148369c67d441398a3ab046d54cdd6560e57ab7bd1b805c27279ebf64014984231ae02817a0dd645eb13c9fc51dd5276eca139fa59b03126ede13779fe6b6110d92ce5fab1af646e5ad9f2445b24cc6baa379448784d9053acddc6e42e06d40598e554934600579bad9c7149ffad0a4bbc23264d1a8d3fd3291b4fc5142db9a4aa2bbc3ba3aefdadc81a8f8ba3bf838e19b9a8c88b37feafde6e904ed16a6fb44d5eeeb83f43822f3fc96469ef878a24c061eb556bd46e61e57c18f397ba377c280518b32ee8e6741c555cf85dfebb61175dfa9b5f7a3594aa648d8584e771157c3be484dcd70cf4c982d813176273ec3b329ac47aba801ec083254af5f5b6c', '2026-11-30 02:04:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b1d0-78e4-96ba-97fa4328089e', 'totp_enrolment', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', '\x08eda471f67e8f64aee5d980d2b582cde547429b0696d36038ba25273a08ca4a', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL, '\x0141e2533c68ecd6307a4deb1eaa21ba9096b6aa7322a83baa536a70cffc3895db8d529640a21088072340e2b75b07534eae0aedc1224efd0c5468952a4919298e92c8aa6a75ef645c9f7d1861c4041e77e58e58305f603bf24d70c832', '2026-11-23 02:19:00+00', '2026-11-23 02:04:30+00');
INSERT INTO public.proof VALUES ('01a2247f-b1d9-7aa6-a21d-eca5c2e24e46', 'undo_link', 'undo', '\x10b34081e2481dcc22d814cd06c81ed4d1f3a4f0db0b2fc0885355c63bd80783', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL, '\x01f1300434642bac31556642f6c9f931811600e4668ce4dd77b278dc1c992cb0c65c8db2a7a69caa6d2e022d9285ff5c4a8d9a1d6dea61d93e4b0b0c1f165b90103e758ec53efaaeef53124a67c73c1744c2948fbe14bbd43eced5336c2d031322bd197f7aa6bec267c06993b1ba0451dbcaa4734d0ba4c3b2968d5b5cf728e4a8855393fb64253a7cce88993925efaa4176f0cb9a11b3a3a79f53ebd157dabdc5d745a7df09c9ded55113a0bb5530d523a97bcfcedbcf5902075e960aa93acef09e92c5d1cba3fc9a351b008d937d80d5fda10c0d6cb6e4f8f15e39fb676d94ecd8538f83d833ccdacd267028f25ae8b67d85d2c026ef78aa0732298cb760e492e4fa0cd634afd5fda7fc8c8b4d7ded2f0b36c097', '2026-11-30 02:04:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b1ea-7b0d-a313-cfe33ba66fb6', 'undo_link', 'undo', '\x01f0488fab5092e2e0b6e3cc6fd9ab8274b28a890401ec36c4bb777ec2f5d3ee', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL, '\x019711670b5080316feca93a1ab48682efeab2fb385c1065e24100471f62b0e70d6dc4aa3203fd3fd01802c6a150467eed9a543c0c6582d5f73553b2c7773fea25f466b74ee93e387207bc183c8b3212c1ed8ed39b6e7af587f516d4ce3e6adbcb8cc902e1d1fb3ca165d18bcd89b9aa68cd925738098bcc1bbe8ca7df9adcddad632ffd40d91b542a62f63d968379e8e113af235df66d3c6e3556baa30f2a09da9773e3daedce78ebf4c8f7710abce44d54d8053d3001cbe1c8fd64969ac2fbf9c0709900006dc15620d558c7c7285a9e8eab3a8aea882e9e08103300d73bc876db9f32d6be4739e586c7b4002df9e97884d4d3c0715a1a2a663d4948c84e14a1e65e4f649f9406c8a12e815a8384db08a3e2f5fb7e20804bc1', '2026-11-30 02:05:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b224-7564-a706-6d1004953e5c', 'undo_link', 'undo', '\x21da36e30a3ec719ab95ac59dd41205a1bf8ef901fe2669fa72e6e4ad8806150', '01a2247f-b20a-7d49-8c44-7ce387c319ea', NULL, '\x013f38eddef8678088db0f4e8b92cdcdbf527cd361a00593c9dbed327f08838f4f49bdf699a04a904418bd5f136f329011935a9217c9d13ca73b790310e07603186a137946755ca8d525aa824b739fa465b090fbae3a0ba9a02097c9bc0d5039ae43cdea6981c9b6f196306527f7c43c4a4f5fc5a94c35e4c1308eba766c931188e08fd70ed7c04624b963089a4fbbeaf87e5a8b54f86a68149b72d7c178ec0b5b64b7b9d5ed4dad797328dac77b17df8685e6293d34468b053ddeed6cc85f509475ea8551f35d7954a07d95d0d26c580d84ea6199d7b928285924277e4aeb0573ee7d40d71e89a7d6a3293d1c925361760b63746dbb551cdcd989124a9d1756722cdfc7af936c6b5db93965655272cc2cefdabf', '2026-11-30 02:05:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b22e-7f37-b6fa-c7f1efe766ca', 'undo_link', 'undo', '\x2c1531501e977ae8b68b263f1e7ed5dfadff3fcd6f076d89a26f4dee1fae2f28', '01a2247f-b20a-7d49-8c44-7ce387c319ea', NULL, '\x01fa67ac8711d1810fc4d08948a9669c7eb3985821712a56f02e238683c43587324566e50624b447f5f2c3af52cf781fe0efb3c0255c9de638c33e3729de5c191285f2a231ac5f108bc4e65f8beec5f870f012494edfeae791e935cd4c0d95f9257a50c311a6b64b52003ff75d1ca394e989acfe15edc9a380fb895220522a092d47ba02750ebee44ea2655854fe6cebaee50e20e1259e95d07603a66d7c8fed43fe8714f256cbfbc04109a91d724c9ee009cb7ed1414c43b538dc647be89ee752ba6b13f8b058bd4b4d705ad16675a40b542f2ffdf06dd345f03856f30791855328ec575439b8b81c487fde5375ef7913d89c82f7cc79b4b409dcdf6ea2f509879eafe46127d6ba6c0fd342860de2feb8b3fb60ce', '2026-11-30 02:05:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b240-728d-b020-2a08dc2d02b8', 'undo_link', 'undo', '\x835a70f3109fa279a7e4785652a59eb6cf8b41537952b33f248471eb8456f9ce', '01a2247f-b20a-7d49-8c44-7ce387c319ea', NULL, '\x0110d865ebcad1d745e33e04cf7af24bd71655aef60856e29bea4a1b5652314772329b439e659e6c682e7c757a9343899da0a6f54289d6621553a7f4a1c32f5fd4e314b6fdf2b0b46bf419bca3cd3daa97d6ed17769a5e7012c4db867864620ec1b73242acb80617d42d31c03019e3ee362708e74eb88cb8b833a9a40e0aa353691b89f24a64358282d5ab0f8592044db474c6899893f6e2a5bbbf2abef54b4fa8611db56eba5c57fa2443e51363b1b62e2f5350750935a155d444e13b3f7f5176f696b49a7e4fe2757f2a6d1c8c2c6b4cb05947e9c2b77fb475958a8794656ec15364195492285699fa79ba5ea3b9b7d5df71c199731d69eafc6b780ae88642b0e6cf0126af3e7c912581e0310d9632292c1d2cc32fb667', '2026-11-30 02:06:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b25e-79c7-8bcd-ea1a9be19a82', 'undo_link', 'undo', '\x809cf71435712cc1196cf489b19da40c127d875ad0485b67f4e7ba303b3532d9', '01a2247f-b24b-778c-9a6f-10ce46a725b0', NULL, '\x01a7f3cbf976f455a1a6d865e4df9100da761a0e15e75e42b8edb7af34d3862c3bec4eb594b67069534d2a834b77ba4e2a455fd59b5e2c82e07cd9f07657f5b8fca1ea879ff9dd2a058ef29df2492fba14cce4011e30d000666f321ae42e493ef9574a2e47a2c432c60fe3e36ff9bbb743753f44fc4a68f651dc9465341ba1340d760cc51924e14477af101c49e4cd28851b58ad64b58df4b6b107d44131d85dc4a470af418860e3df4f5d75fb0eabd9fb541b654017fc179e8ada615f74c7ccc502e498d0dfdc905a780f6bafd92e1075c6d0910cf502d8b072c2655e5c8cc9930070f24f2821bae7c2e3d18c0b736baa9cf0736b9eb8264c45440be3f873032181b93b622c467ea25ed595b3fc9a47c7fa0ad3', '2026-11-30 02:06:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b268-722f-94bc-58e604147c5e', 'undo_link', 'undo', '\xd584ca98e439e5a050c9706d761a70422bb25e17c425f535c43017891ca19520', '01a2247f-b24b-778c-9a6f-10ce46a725b0', NULL, '\x01651205d77369cc9905e18e5b8b9761426dbba5543983836900e6fa01d8d058180b83be96c94f66b7b30dc719342885409dcdb0ebb7f28de9ad04189d1495bb3405854e17b6e32c2a440399ac9cb3a0827e3138cdf1ae91c8af2a57f79b82ab48105c618677a3bd138438f1faf8590ee7c51d2b29c4fb797c83a2810bb5556b01d642d044cae89351e537adfb966e7f176f23482bf2a97046cc770769070737175154457d368c6a3d157b28a63a62fc3eb7a71ba5bf1777eac8e097043543750a019b09a91d27c7e36eb1ed48d7e2ebdc1a56c6a8835b48dd9f4a823446c0a7abeaccfdf912d37df61dbcabad1fd9e312e465b04999fee0a80b89df01cef80e9ed36c9d3db383469ae3e1c8b0c3f843c8d234468e', '2026-11-30 02:06:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b278-7a6e-9685-ad6bc950c4c3', 'undo_link', 'undo', '\xa2342403bfa89691703578456b685860a4b19c6c147cbf4d9a92ab568d597c62', '01a2247f-b24b-778c-9a6f-10ce46a725b0', NULL, '\x013f67b908d4d9b599edffd8e8d943beefe7315ecbd2a5424bbc83f26a72a1d676c24caf26c0018466b048c9d2b5eac9d4f7749a0e67f9ab8494fae74ba2322de76c559a1c65ed258a2dc691bd25c91f37210ac30b758ed1fa940f43efd34e008050cc66afb6d40c0c016befd645b337cbe68ae9bebfb7d8ade788bac205a8ab91a0ee07b6028a7de71eecd56b7ef84615279bbef2ffd4c822e5b3ffee410bf6f8f2cb0d74f44b50bd63086e1a11d33c48838a2fe7b832cb0a4cf268107418ac9bea6c1bf2ef91ecf817c1c1404f263c45ea9bf9ecad33d12ea0c2a3becf2a812da239e6d04d38c12d02882427a55f3d8c4d826b3d784d1cd006673617e920248aeea4c1fc802f20a123c4ccd2ddba61c0e74391658ed1b5', '2026-11-30 02:07:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b297-75e9-b935-86e8a32739eb', 'undo_link', 'undo', '\x00925b5091e8ef822a3c062028b88dca4835caabfe603b9a377f703ef5a2c785', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', NULL, '\x01cf1e64fb0f91f8ff50b183a82e9080e3ade561c2911f96dc75e2f6b1eb373031c72c5c45762c5114cdc392ab15956eddc087d1fa60596d81be02cbd9e82a7362e06b48259cf370426a0033cf64d509ef7515a7a81a3cdf4a9690e12b8366b203350f9cd8a87f253bb1a39e6c962c23f96b4c04ef0803913daf3401acb35a6ad43e632bbd4ff5dac8e2a523d684a67c7f0f644c03e99b8125f82f0f7f9f3f2cdf547ed7f910df66420d0169b61bd159c53858f008d5ddf1d7f5e2f409424313d54f60dc7d98093c09544f3614eb6e0d8f99fbe9991889a2f043793f68e8f0c8b147b4625a63099bf92e056b6ab36e51fd4b471c5e2323223dda559d88b0e80b40e92de4783b936823219ceea867d15aeff19b6e', '2026-11-30 02:07:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b2a1-7d88-b9e6-3440a7f8b545', 'undo_link', 'undo', '\xe98f47115bc182e7ff522d213ff62688305f5270ecd77cf40eada9098182ae83', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', NULL, '\x017999cb6396dcdfb4caddf9168d83194eebaa14e8af859fa17c638d99aff4b59622c80998727d53637b0965161616491c72382d7555a0cb248e1add569d48ca6a193177104bea98c7ca07aeec5a48a9718c0446d7390efaae6910c5e5dc33a8f2962e04e35fa65ad7ead23fecbaa220bd0cbc1abd9f378ee9993254963d06b6f9a31bb993838b3592fcebca41899a0c1cae7f095e037d04a415c60b63b4280339d20a72c1fbe259444d5c66bacea3356c8ff18131c925b6d2dc6e1c437bd838e89c82ce9866ec86e71ff1c9e225c9d668d03d078c699f1332d920c75dbde047a82b48eed3f436b91596ee9f2d5162eda5ae3ea95a08d532a5980863d8259f1f034d4723d0709c89c7cd5623d44eb4106474c2dfe3', '2026-11-30 02:07:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b2b6-7d9f-80d6-f07b93e409f5', 'undo_link', 'undo', '\x7b9fe00a7c08377fb193777602b8ae107524c48ef4d5094567143c7f5afb2c41', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', NULL, '\x016552717c1c8aa6d3f7f656a4f529b7616fb8ee98d76e521f24b14509d5346e000febfe364d799840496d51564f9503f9707302a0b733d64f08a2ba4037316d40798b5dbdbee050345df02b23435176fff5dfde8c98ca6f1dcb557c2f72955a425b8b263ffa2e3280505fa8963cb17b8b131371cf21ebb658f0edad89335783bb50c3fca279b74f9c0362adf3df30cf3f2a74234f416c417d3f6ef4a68f9fec2bdf6e9ba0a2753492fa2083a59bcf681f516cd22416d3c52f6565d791121f0e105434cfad5965efebf406470134c65e3970f8713af28b54694fcb1682d009685fb3fb43aa523d43e6208c8402c210a09cf79d8e32450f3340072dc878ffb9da47b7760732bcd1ca0cb5c3daacbafdcb164ea09d67afee74', '2026-11-30 02:08:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b32a-7609-888e-3ef3734e7c2a', 'undo_link', 'undo', '\x20e8820bf0d25a7a99b0938c8f68cfb45033c6400449e32982151326adac3620', '01a2247f-b318-7582-bcc1-706f68c67636', NULL, '\x0188735cdf423e3b6e91143708cb51b7edcb6c8bc3d6d54ea82011d73e81372d8a7d9ea4e73b540c60358af030adf58776ed9ae28020d401051364d4b98aedd6806d432c1a6b7eab7ca2ecb527537a1022b0dad0b5275af8ad576b6735a9dc623ac11ecc62798330cd467d21ea3bd9745e8482ca2b0ec162db8e26bc006a979653f6cd1ad58ecd8af340bbe783dfd5e4515076681c8c80a95c818935e32c028567478f03fc8ef7543607699c0288847b88bfcb70133efc0dcdefcb43d6201b74f026dcd3f9716275ef6f03204bed3bac7a542395a0cbcbe6280b4ef67e4f9e7f468f5a99efc77f2d68600e2be0e6e477028517efdb3b1b5c7f389113faf7659164d5bbb08666ed0702c9787f6f8cf62c3cb23908', '2026-11-30 02:08:00+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b331-7a19-a4a5-7bfd7055b36f', 'undo_link', 'undo', '\x6da6a8701a5605644e50925334f764622f0d2cd2c36358f5c9a38be56bbe809c', '01a2247f-b318-7582-bcc1-706f68c67636', NULL, '\x01eef1acc14c6612de7360aed0de8fb893bc3df2901626c989dbcca8c2e95bf2610d3eb9829ccab3b4b09d3e81ee18092be96c992634acfd97def8f605d8bb4b01b988224cc2a31f47618159658640c2b34f2144a966ef7b68e9a4f77d0c740f2372a1d59dd1a9e8d195b230311e1b233944aa671718a134e9b5657a789abb5513640d3edee89632cb73e2d3acaed56831739e453ceb19c86ae861dcae105aed9409b92fbbf711edd89d4c653e9adc1fe55cf705e072a1fa58d4424d21939dff638ee000ec5b3890ab2f06720a65055ec3e154d78111a4decfc44ca4e32745d1856b856f9d7c5343e60ec35117df8af9cc10bf6de2560c6cdd4b93789bb58342e0c7dc3e887ef9c450c1ea7e3f7a99029084baa7cb', '2026-11-30 02:08:30+00', NULL);
INSERT INTO public.proof VALUES ('01a2247f-b225-7aef-bae2-76ba31428d03', 'totp_enrolment', '01a2247f-b20a-7d49-8c44-7ce387c319ea', '\xfc5f37e56db1ec3afa51fe8262f72fd3f63c60f84f4489a441bd4d574f6f4791', '01a2247f-b20a-7d49-8c44-7ce387c319ea', NULL, '\x01fdb99145bd5d27bc4dcd6f790c6b8435f3d05d4ea099875ed76ea4070e445dd6fe43b7c0808e486e4a424353fb7e39f00f67392a4e536d27a5e54895cde255a919f1184f2f3842fc8e36fa55a34e6021cbfc9ddd986a9a7a5e34e899', '2026-11-23 02:20:00+00', '2026-11-23 02:05:30+00');
INSERT INTO public.proof VALUES ('01a2247f-b22f-7c73-a40b-c92fcd78d237', 'passkey_registration', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '\xe66936c49181178f17d3eeb341a3448e34307ef457f541a9769a39033e970ea1', '01a2247f-b20a-7d49-8c44-7ce387c319ea', NULL, NULL, '2026-11-23 02:11:00+00', '2026-11-23 02:06:00+00');
INSERT INTO public.proof VALUES ('01a2247f-b25f-7d97-91dc-8b0e3f0723c5', 'totp_enrolment', '01a2247f-b24b-778c-9a6f-10ce46a725b0', '\x6a6de6ce1fb6d547863f260bc213c44882d475188b6fcc4997abd108f492d001', '01a2247f-b24b-778c-9a6f-10ce46a725b0', NULL, '\x01c1974db14b99931ebf91a721f81e7f0493a7fbea549d36420b8ea4d79010a5348c28c830864f8771eba5928d811bd8be3942cf49ba9f60dad41281709953af246c3d06c9739eb86a78e343ae22a5d597a3480cc2e2a71a39ddec5f19', '2026-11-23 02:21:00+00', '2026-11-23 02:06:30+00');
INSERT INTO public.proof VALUES ('01a2247f-b269-764f-bc29-fe63a692ffdb', 'passkey_registration', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '\x5235930c67a35f75c4499c79c9f3b003275a6aaf0e0523653068614be4ab8ed6', '01a2247f-b24b-778c-9a6f-10ce46a725b0', NULL, NULL, '2026-11-23 02:12:00+00', '2026-11-23 02:07:00+00');
INSERT INTO public.proof VALUES ('01a2247f-b298-7fcc-8664-09fa19be9552', 'totp_enrolment', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\x3fa0f5a67fd34b3629c29dbc06a0a40a3b803c71e85907964af2bdd37e00a8b0', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', NULL, '\x016e477b49da90d89ea2f40b8dd98f7fb42b96b25188cbc0dd5513852bab7cdac4c3a209dcada2272b1ae984c8567fad6bc0634280b51cb4fd014f868fa9cbea57a9ef442a060093c174c80866383c672768a01e8fabef712001c4450e', '2026-11-23 02:22:00+00', '2026-11-23 02:07:30+00');
INSERT INTO public.proof VALUES ('01a2247f-b2a3-703c-8ff0-af01cb858095', 'passkey_registration', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '\xadb1fe50586cd21307279d6520546b2d55e61a14fc5712d81ee500c84939c12f', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', NULL, NULL, '2026-11-23 02:13:00+00', '2026-11-23 02:08:00+00');
INSERT INTO public.proof VALUES ('01a2247f-b32b-738a-afdb-f9a24074094f', 'totp_enrolment', '01a2247f-b318-7582-bcc1-706f68c67636', '\x2e77571be3794dcaf27f26c6fc6cc897cdb3caf12329ca46efcb1128c860fd61', '01a2247f-b318-7582-bcc1-706f68c67636', NULL, '\x014e2187e37fc871954957c25065914bf5733b18c5e89e06c073e97a7daf6e34587e26b761c1431fed96faca7e4440d4974be3b033fcdb3bbb68656a2d170061257baf614027d769c2e3c7465eab0e190823088de7afe9e08ab35e9426', '2026-11-23 02:23:00+00', '2026-11-23 02:08:30+00');
INSERT INTO public.recovery_code VALUES ('\x9600eeede07be70f6f4cbd04f9b8f41a22fe7ac6823ffab53d8318c7d26e8896', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\x9f530e3c6906cc6774a0a72ef40bafa86f1884f8d1a55254fec5f9e9dcdc10dd', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\x9aba77bae76aee286e57dd8870750ba355de4d17890212074123447bb40898b5', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\xe878035ab4346c6d9f3b04266e2cee10921f10d27619888ebde71b7ea4df9155', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\x0694976e03edbc9cca0a678118c6605fc4607efffdb5979f1925a8094f95a2c1', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\xe3f6e8b5d08778afc63172268e2d45ce23564d4d997ae648833dc2c51bc7d928', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\xe03e9e2658b1bdbfaecb98faecfe69ce3fe73e1fcc4f87700bf2611cfdc30f54', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\x0e43e38546a2d616863cf98b44dd8ba589d65611115fc1d05d9b9c6604801a7b', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\xb46b6e281ec577e0bb1cc3444552e279bdd18311489b2f830a25897b2afec798', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.recovery_code VALUES ('\x975481cb0c18bf6ecfda2c3895d6fd8dc8c221c3dd34c9f738a6529c755f59b8', '01a2247f-b1db-7dd7-bd8e-754df12a664f', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', NULL);
INSERT INTO public.session VALUES ('01a2247f-b09d-7624-9832-91c5c3f63f3c', '01a2247f-affe-7be0-9459-e48c76346ea8', '\x15958d32ff58a523ec5bad32f2a17cfbd5cf196d1059ad78ef20feb642e637f4', '01a2247f-b09d-7590-a214-4659b5f0bfbc', '2026-11-23 02:01:30+00', '2026-11-23 10:01:30+00', NULL, '', 0, NULL);
INSERT INTO public.session VALUES ('01a2247f-b2de-7c75-85ef-2e99dc56ce72', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\x931c7be496f834edb98d74fe8c66cd207c3d54ac62128775f2bbe848f90c311d', '01a2247f-b2de-7bd7-b529-aca286c5b4d7', '2026-11-23 02:08:00+00', '2026-11-23 10:08:00+00', NULL, 'tests', 0, NULL);
INSERT INTO public.signed_decision VALUES ('01a2247f-b369-76c5-ba00-98f60c130a0c', '01a2247f-b33f-7bde-b4a8-e16a5564d30e', 'propose', '01a2247f-b241-703f-8531-727088e7aa64', '01a2247f-b241-700d-86b7-cd9743980b08', '01a2247f-b20a-7d49-8c44-7ce387c319ea', '\x909472921c0b9ec58fa6eeb3e3d4c4defa5eb037121a0ea3bccb277c8f766a52', '\x7b22616374223a2270726f706f7365222c226174223a22323032362d31312d32335430323a30393a30302e3030303030305a222c226465636973696f6e223a7b2263617365223a2230316132323437662d623333392d376264312d396130632d303732653933633133633862222c2264617461223a7b226465736b223a225175e1baa7792032222c226465736b5f6b696e64223a22636f6d6d756e655f706f6c696365222c2266726f6d223a22323032362d31312d32335430393a30393a30302b30373a3030222c226964656e74697479223a2266346232633363376239323138663934656530363934316438323161343966646264343964613065333133626561306230303437306337383161343463333536222c22726f6c6573223a5b22726563656976696e675f6f666669636572225d2c227375626a656374223a2230316132323437662d623331382d373538322d626363312d373036663638633637363336222c22756e74696c223a22323032372d30392d31395430393a30393a30302b30373a3030227d2c226576656e74223a226170706f696e74222c2265766964656e6365223a5b5d2c226578636c75646564223a5b5d2c2265787069726573223a22323032362d31312d33305430323a30393a30302e3030303030305a222c226964223a2230316132323437662d623333662d376264652d623461382d653136613535363464333065222c22697373756572223a22687474703a2f2f6c6f63616c686f73743a3438313531222c226c6567616c5f6261736973223a22c49069e1bb81752034206b686fe1baa36e20382c2044e1bbb1207468e1baa36f204e6768e1bb8b20c491e1bb8b6e68206ec4836d20323032342076e1bb8120c491e1bb8b6e682064616e682076c3a02078c3a163207468e1bbb16320c49169e1bb876e2074e1bbad222c226e6f6e6365223a2232623833323636366366303739623765646337333562626663336433663837633031646361616336643831326432326263333439643338363336393363343036222c226f70656e65645f6279223a7b226170706f696e746d656e74223a2230316132323437662d623234312d373030642d383662372d636439373433393830623038222c226964656e74697479223a2239303934373239323163306239656335386661366565623365336434633464656661356562303337313231613065613362636362323737633866373636613532222c226f666669636572223a2230316132323437662d623234312d373033662d383533312d373237303838653761613634222c227375626a656374223a2230316132323437662d623230612d376434392d386334342d376365333837633331396561227d2c2270726f636564757265223a226170706f696e746d656e74222c2273686f776e223a5b7b226166746572223a2230316132323437662d623331382d373538322d626363312d373036663638633637363336222c226265666f7265223a6e756c6c2c226c6162656c223a22706572736f6e227d2c7b226166746572223a22726563656976696e675f6f666669636572222c226265666f7265223a6e756c6c2c226c6162656c223a22726f6c6573227d2c7b226166746572223a225175e1baa7792032222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b227d2c7b226166746572223a22636f6d6d756e655f706f6c696365222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b5f6b696e64227d2c7b226166746572223a22323032362d31312d32335430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a2266726f6d227d2c7b226166746572223a22323032372d30392d31395430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a22756e74696c227d5d2c2276657273696f6e223a317d2c22666f726d6174223a226d696e6864616e682d6465636973696f6e2f31222c226e6f6e6365223a2232346261326135393437633765663638313831313934353066333835663237353435386265376161646566663139623134336330623638396432383266633638222c227369676e6572223a7b226170706f696e746d656e74223a2230316132323437662d623234312d373030642d383662372d636439373433393830623038222c226964656e74697479223a2239303934373239323163306239656335386661366565623365336434633464656661356562303337313231613065613362636362323737633866373636613532222c226f666669636572223a2230316132323437662d623234312d373033662d383533312d373237303838653761613634222c227375626a656374223a2230316132323437662d623230612d376434392d386334342d376365333837633331396561227d7d', '\x2b236d4bb1cf1854a5ecd27688709c63f119946f3727d378a19fc466067fcaf1', 'passkey', '01a2247f-b237-7018-b0ad-2b001a27c831', '\x3059301306072a8648ce3d020106082a8648ce3d030107034200043e9ac6e9ca44e976ab901a5c33c7415e68dd75ce238167e17076c849261212e893268a874c2508d334dd601227e497d07b1547ca23c311cd3052a4381c33e0a5', -7, '\x49960de5880e8c687434170f6476605b8fe4aeb9a28632c7995cf3ba831d97630500000002', '\x7b2274797065223a2022776562617574686e2e676574222c20226368616c6c656e6765223a20224b794e74533748504746536c374e4a3269484363595f455a6c4738334a394e346f5a5f455a675a5f797645222c20226f726967696e223a2022687474703a2f2f6c6f63616c686f73743a3438313531222c202263726f73734f726967696e223a2066616c73657d', '\x304402202209cee00ef8098fcb039b366660cf1e5bacac1df18d022bd44bce62215fa3a602207349f193a15bc7b399c4496c08bf4dae6012a17cb7b23a23e79bf07a30dca93d', '2026-11-23 02:09:00+00');
INSERT INTO public.signing_request VALUES ('\x2b236d4bb1cf1854a5ecd27688709c63f119946f3727d378a19fc466067fcaf1', '01a2247f-b33f-7bde-b4a8-e16a5564d30e', '01a2247f-b241-703f-8531-727088e7aa64', '01a2247f-b24b-7650-bc4d-e145bf0e345d', 'propose', '\x7b22616374223a2270726f706f7365222c226174223a22323032362d31312d32335430323a30393a30302e3030303030305a222c226465636973696f6e223a7b2263617365223a2230316132323437662d623333392d376264312d396130632d303732653933633133633862222c2264617461223a7b226465736b223a225175e1baa7792032222c226465736b5f6b696e64223a22636f6d6d756e655f706f6c696365222c2266726f6d223a22323032362d31312d32335430393a30393a30302b30373a3030222c226964656e74697479223a2266346232633363376239323138663934656530363934316438323161343966646264343964613065333133626561306230303437306337383161343463333536222c22726f6c6573223a5b22726563656976696e675f6f666669636572225d2c227375626a656374223a2230316132323437662d623331382d373538322d626363312d373036663638633637363336222c22756e74696c223a22323032372d30392d31395430393a30393a30302b30373a3030227d2c226576656e74223a226170706f696e74222c2265766964656e6365223a5b5d2c226578636c75646564223a5b5d2c2265787069726573223a22323032362d31312d33305430323a30393a30302e3030303030305a222c226964223a2230316132323437662d623333662d376264652d623461382d653136613535363464333065222c22697373756572223a22687474703a2f2f6c6f63616c686f73743a3438313531222c226c6567616c5f6261736973223a22c49069e1bb81752034206b686fe1baa36e20382c2044e1bbb1207468e1baa36f204e6768e1bb8b20c491e1bb8b6e68206ec4836d20323032342076e1bb8120c491e1bb8b6e682064616e682076c3a02078c3a163207468e1bbb16320c49169e1bb876e2074e1bbad222c226e6f6e6365223a2232623833323636366366303739623765646337333562626663336433663837633031646361616336643831326432326263333439643338363336393363343036222c226f70656e65645f6279223a7b226170706f696e746d656e74223a2230316132323437662d623234312d373030642d383662372d636439373433393830623038222c226964656e74697479223a2239303934373239323163306239656335386661366565623365336434633464656661356562303337313231613065613362636362323737633866373636613532222c226f666669636572223a2230316132323437662d623234312d373033662d383533312d373237303838653761613634222c227375626a656374223a2230316132323437662d623230612d376434392d386334342d376365333837633331396561227d2c2270726f636564757265223a226170706f696e746d656e74222c2273686f776e223a5b7b226166746572223a2230316132323437662d623331382d373538322d626363312d373036663638633637363336222c226265666f7265223a6e756c6c2c226c6162656c223a22706572736f6e227d2c7b226166746572223a22726563656976696e675f6f666669636572222c226265666f7265223a6e756c6c2c226c6162656c223a22726f6c6573227d2c7b226166746572223a225175e1baa7792032222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b227d2c7b226166746572223a22636f6d6d756e655f706f6c696365222c226265666f7265223a6e756c6c2c226c6162656c223a226465736b5f6b696e64227d2c7b226166746572223a22323032362d31312d32335430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a2266726f6d227d2c7b226166746572223a22323032372d30392d31395430393a30393a30302b30373a3030222c226265666f7265223a6e756c6c2c226c6162656c223a22756e74696c227d5d2c2276657273696f6e223a317d2c22666f726d6174223a226d696e6864616e682d6465636973696f6e2f31222c226e6f6e6365223a2232346261326135393437633765663638313831313934353066333835663237353435386265376161646566663139623134336330623638396432383266633638222c227369676e6572223a7b226170706f696e746d656e74223a2230316132323437662d623234312d373030642d383662372d636439373433393830623038222c226964656e74697479223a2239303934373239323163306239656335386661366565623365336434633464656661356562303337313231613065613362636362323737633866373636613532222c226f666669636572223a2230316132323437662d623234312d373033662d383533312d373237303838653761613634222c227375626a656374223a2230316132323437662d623230612d376434392d386334342d376365333837633331396561227d7d', '2026-11-23 02:14:00+00', '2026-11-23 02:09:00+00');
INSERT INTO public.subject VALUES ('01a2247f-affe-7be0-9459-e48c76346ea8', 'citizen', '\xb6fdaa0712fc579db4fb66b14ecb0cfbfbbdbc551407cbbbd361875dd805552d', '2026-11-23 02:00:00+00', 'national_population_db', '2026-11-23 02:00:00+00');
INSERT INTO public.subject VALUES ('01a2247f-b0e0-7f2a-adb6-7c03f647156c', 'citizen', '\x0abb14872d517a3a242e639c3fe9b58503a2ee76b97a15bbdad546e517ebcc97', '2026-11-23 02:01:30+00', 'national_population_db', '2026-11-23 02:01:30+00');
INSERT INTO public.subject VALUES ('01a2247f-b0f6-7d1d-814d-1ff9111f490c', 'citizen', '\xdeb8af7cb0a9a4fbf95a9c02aa923c994afbb2be9d35d283480fbc6e3d109b32', '2026-11-23 02:01:30+00', 'national_population_db', '2026-11-23 02:01:30+00');
INSERT INTO public.subject VALUES ('01a2247f-b124-73ce-9f0f-7cd9dd4ee99a', 'foreigner', '\x9b4612cb4044a1267be135fe1d86474e623327df9a67355636a9f4aff286bc68', '2026-11-23 02:02:30+00', 'national_population_db', '2026-11-23 02:02:30+00');
INSERT INTO public.subject VALUES ('01a2247f-b124-751c-8c9c-6e43b7a15e8e', 'organisation', '\x57ad864ea6e399632738f1b240605cfa4b866f1738544e460a24fdd8c81c58b3', '2026-11-23 02:02:30+00', 'national_population_db', '2026-11-23 02:02:30+00');
INSERT INTO public.subject VALUES ('01a2247f-b12c-734f-ad59-59615e543640', 'citizen', '\x252e163110d05aaf783903d2d6cdde5934c978702d40332ea615f74917d3d0d5', '2026-11-23 02:02:30+00', 'national_population_db', '2026-11-23 02:02:30+00');
INSERT INTO public.subject VALUES ('01a2247f-b172-717c-acee-a2cb2398e416', 'citizen', '\xf57a40fc666cc39a53326786951044c546c4596e6b41abf0066dac8fb16b0696', '2026-11-23 02:03:00+00', 'national_population_db', '2026-11-23 02:03:00+00');
INSERT INTO public.subject VALUES ('01a2247f-b1b5-7668-b15b-63e1bd4c880b', 'citizen', '\x95be15fa0dcd0d4e18d27a82740173bd91395f5488f2dd1713d28848f479a737', '2026-11-23 02:04:00+00', 'national_population_db', '2026-11-23 02:04:00+00');
INSERT INTO public.subject VALUES ('01a2247f-b20a-7d49-8c44-7ce387c319ea', 'citizen', '\x5b5f863f270f01b40a8e91e7e36f22c607c9e553a4be90e9738fd7333634924a', '2026-11-23 02:05:00+00', 'national_population_db', '2026-11-23 02:05:00+00');
INSERT INTO public.subject VALUES ('01a2247f-b24b-778c-9a6f-10ce46a725b0', 'citizen', '\x7fed3d282522cc6896a3ed1b5f688f6d1636a60edb165d455e01c8f83ca09742', '2026-11-23 02:06:00+00', 'national_population_db', '2026-11-23 02:06:00+00');
INSERT INTO public.subject VALUES ('01a2247f-b27f-7c0e-84d1-979d8f9fafe3', 'citizen', '\xd99eaf62de67358ff87d54a18a766082deca6329d73f35955f879611bcfd57cd', '2026-11-23 02:07:00+00', 'national_population_db', '2026-11-23 02:07:00+00');
INSERT INTO public.subject VALUES ('01a2247f-b318-7582-bcc1-706f68c67636', 'citizen', '\x5a23e1eb7aee290280d1753447d24b2ef9d4d76c094c89843d4c1e08708dc974', '2026-11-23 02:08:00+00', 'national_population_db', '2026-11-23 02:08:00+00');
INSERT INTO public.subject_key VALUES ('travel_document', '\x40e372c5ff037edeb1a18ded586b354024eb6abebe49b5303b72529eabd4e865', '01a2247f-b124-73ce-9f0f-7cd9dd4ee99a');
INSERT INTO public.subject_key VALUES ('assigned_foreigner', '\x6c726ee9b9f9247a1a0ed5fd9399fffaefe133c91477033c676ca77c51566d30', '01a2247f-b124-73ce-9f0f-7cd9dd4ee99a');
INSERT INTO public.subject_key VALUES ('tax_code', '\xc28f3409c4ad692a49fa819b730186b118c00ee0d649b34a3a70b25083aa6051', '01a2247f-b124-751c-8c9c-6e43b7a15e8e');
INSERT INTO public.subject_key VALUES ('assigned_organisation', '\xb4bf41233ba95d776b3339c1261426e6b8608457d021d59e98bf1a60feff1f6c', '01a2247f-b124-751c-8c9c-6e43b7a15e8e');
INSERT INTO public.token_family VALUES ('01a2247f-b0cd-722d-98e8-830e4eceee00', '01a2247f-affe-7be0-9459-e48c76346ea8', '01a2247f-afe1-7d25-9ff5-f50bd23aa3db', '01a2247f-b0c3-754f-90cd-7a4a79207a3c', '01a2247f-b09d-7624-9832-91c5c3f63f3c', '{"amr": ["mfa", "otp", "pwd"], "items": ["authentication", "name", "offline_access"], "level": 2, "scope": ["openid", "profile", "email", "offline_access"], "pieces": [["password", 2, false, true], ["totp", 2, false, true]], "event_id": "01a2247f-b09d-7590-a214-4659b5f0bfbc", "resource": null, "auth_time": "2026-11-23T02:01:30+00:00", "transaction_id": "01a2247f-b056-703b-a6f4-30f35334cadc", "id_token_claims": {"acr": {"essential": true}}, "userinfo_claims": {}}', NULL, true, '2026-11-23 02:01:30+00', NULL, NULL, '\xf87bd7dc01a09eaa8c62cb2cd9fac7b13aae9118187f46cbaef1d82739fe1b51', 0, '2026-11-23 02:01:30+00', 0, NULL);
INSERT INTO public.totp VALUES ('01a2247f-b048-7f79-8162-3c20ba80f6be', '01a2247f-affe-7be0-9459-e48c76346ea8', '\x01579296c32ae5385edd3aad3f36514284679b9277031f88921766317c87317b18141d37d0c8e13fdf3bc4ff78531dfac2c5263bd445a9fb319f396a50', 59846643);
INSERT INTO public.totp VALUES ('01a2247f-b18d-7a0f-850a-985b129d6209', '01a2247f-b172-717c-acee-a2cb2398e416', '\x014446800a8e68c461b31aa4db7d01f28e968b4104674956dbc16a0ce48e9d7f2e5a4bcb85693a927beffe9110b4a2ac0ae2ebf5815eee3f69ba5d3ae6', 59846647);
INSERT INTO public.totp VALUES ('01a2247f-b1d4-7693-8d81-a4bc6fc499e6', '01a2247f-b1b5-7668-b15b-63e1bd4c880b', '\x01ad6886830be511888e40cdaaca7d1b3955b544c10446e1f30849ba87f4dd1f7e3c7d1b1a501c0f155c563e639c63e052af0423424109f3488bd333f7', 59846649);
INSERT INTO public.totp VALUES ('01a2247f-b229-770a-aba8-be6606866ec4', '01a2247f-b20a-7d49-8c44-7ce387c319ea', '\x01ca21ae910c4417de343b264ab332cad763a02246a394524de7ed7f99bfefe778290e2502e2702fe31b88f8c20e61b27937071e3784fd86cf21c05219', 59846651);
INSERT INTO public.totp VALUES ('01a2247f-b262-7e14-ba07-fc2948435d1f', '01a2247f-b24b-778c-9a6f-10ce46a725b0', '\x01c4324dd907e028a01dc98335a5b0191cc8a691587f960de258444a30ac7b1e1a63c54d8fe08af7e09060e6f6a0c19e929645eb553908330ab9134825', 59846653);
INSERT INTO public.totp VALUES ('01a2247f-b29c-7a08-9145-35aa2522b48e', '01a2247f-b27f-7c0e-84d1-979d8f9fafe3', '\x014f04a661e4db63425b6585340a0ce97497ae9329c416a410edb4d506a67dfbe2a5a6b2c3d68d0a22a7fdbcdcd14e0b7c3fc4fe1c8b7385353449071c', 59846655);
INSERT INTO public.totp VALUES ('01a2247f-b32d-7cae-a96c-16d147785eff', '01a2247f-b318-7582-bcc1-706f68c67636', '\x01d2978a78d6508a09781b491e227f3621102dd909ee33a67de8a8c7075f2f8afbe45363b9e2fbd620a6d118e787b1e0af870f2b3881b9aab36484cceb', 59846657);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_username_key_key UNIQUE (username_key);
ALTER TABLE ONLY public.activation_link
    ADD CONSTRAINT activation_link_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.activation_link
    ADD CONSTRAINT activation_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.address_failures
    ADD CONSTRAINT address_failures_pkey PRIMARY KEY (key, ends_at);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.app_key_certificate
    ADD CONSTRAINT app_key_certificate_pkey PRIMARY KEY (credential_id, serial);
ALTER TABLE ONLY public.app_key
    ADD CONSTRAINT app_key_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY public.app_key
    ADD CONSTRAINT app_key_retire_digest_key UNIQUE (retire_digest);
ALTER TABLE ONLY public.app_key
    ADD CONSTRAINT app_key_thumbprint_key UNIQUE (thumbprint);
ALTER TABLE ONLY public.app_request
    ADD CONSTRAINT app_request_handle_digest_key UNIQUE (handle_digest);
ALTER TABLE ONLY public.app_request
    ADD CONSTRAINT app_request_nonce_digest_key UNIQUE (nonce_digest);
ALTER TABLE ONLY public.app_request
    ADD CONSTRAINT app_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.authentication_event
    ADD CONSTRAINT authentication_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.authentication_event
    ADD CONSTRAINT authentication_event_transaction_id_key UNIQUE (transaction_id);
ALTER TABLE ONLY public.authenticator_metadata
    ADD CONSTRAINT authenticator_metadata_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.authenticator_model
    ADD CONSTRAINT authenticator_model_pkey PRIMARY KEY (aaguid);
ALTER TABLE ONLY public.authorization_code
    ADD CONSTRAINT authorization_code_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.authorization_transaction
    ADD CONSTRAINT authorization_transaction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.backchannel_request
    ADD CONSTRAINT backchannel_request_auth_req_digest_key UNIQUE (auth_req_digest);
ALTER TABLE ONLY public.backchannel_request
    ADD CONSTRAINT backchannel_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.binding_ceremony
    ADD CONSTRAINT binding_ceremony_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.binding
    ADD CONSTRAINT binding_pkey PRIMARY KEY (ceremony_id, credential_id);
ALTER TABLE ONLY public.biometric_assurance
    ADD CONSTRAINT biometric_assurance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_attempt
    ADD CONSTRAINT biometric_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_consent
    ADD CONSTRAINT biometric_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_provider
    ADD CONSTRAINT biometric_provider_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.biometric_tries
    ADD CONSTRAINT biometric_tries_pkey PRIMARY KEY (subject_id, modality);
ALTER TABLE ONLY public.card_revocation_list
    ADD CONSTRAINT card_revocation_list_pkey PRIMARY KEY (issuer_digest);
ALTER TABLE ONLY public.case_check
    ADD CONSTRAINT case_check_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.case_event
    ADD CONSTRAINT case_event_pkey PRIMARY KEY (case_id, version);
ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_number_key UNIQUE (number);
ALTER TABLE ONLY public.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chip_card
    ADD CONSTRAINT chip_card_key_digest_key UNIQUE (key_digest);
ALTER TABLE ONLY public.chip_card
    ADD CONSTRAINT chip_card_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY public.client_origin
    ADD CONSTRAINT client_origin_pkey PRIMARY KEY (origin, client_id);
ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_pkey PRIMARY KEY (client_id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.counter_visit
    ADD CONSTRAINT counter_visit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.delegation
    ADD CONSTRAINT delegation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_session
    ADD CONSTRAINT desk_session_event_id_key UNIQUE (event_id);
ALTER TABLE ONLY public.desk_session
    ADD CONSTRAINT desk_session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.desk_session
    ADD CONSTRAINT desk_session_token_digest_key UNIQUE (token_digest);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_proof_digest_key UNIQUE (proof_digest);
ALTER TABLE ONLY public.factor_try
    ADD CONSTRAINT factor_try_pkey PRIMARY KEY (account_key, factor);
ALTER TABLE ONLY public.forgotten_request
    ADD CONSTRAINT forgotten_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.guessed_name
    ADD CONSTRAINT guessed_name_pkey PRIMARY KEY (username_key);
ALTER TABLE ONLY public.guessed_second_step
    ADD CONSTRAINT guessed_second_step_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.history
    ADD CONSTRAINT history_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.history_sealing
    ADD CONSTRAINT history_sealing_pkey PRIMARY KEY (opened_at);
ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.known_browser
    ADD CONSTRAINT known_browser_pkey PRIMARY KEY (subject_id, browser_digest);
ALTER TABLE ONLY public.ledger_checkpoint
    ADD CONSTRAINT ledger_checkpoint_pkey PRIMARY KEY (size);
ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_entry_id_key UNIQUE (entry_id);
ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.ledger_node
    ADD CONSTRAINT ledger_node_pkey PRIMARY KEY (level, "position");
ALTER TABLE ONLY public.letter_delivery
    ADD CONSTRAINT letter_delivery_pkey PRIMARY KEY (letter_id, how, detail);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_number_key UNIQUE (number);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loss_case
    ADD CONSTRAINT loss_case_number_key UNIQUE (number);
ALTER TABLE ONLY public.loss_case
    ADD CONSTRAINT loss_case_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loss_clearing
    ADD CONSTRAINT loss_clearing_pkey PRIMARY KEY (case_id, credential_id);
ALTER TABLE ONLY public.loss_link_request
    ADD CONSTRAINT loss_link_request_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.loss_stop
    ADD CONSTRAINT loss_stop_pkey PRIMARY KEY (case_id, credential_id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.officer
    ADD CONSTRAINT officer_identity_key UNIQUE (identity);
ALTER TABLE ONLY public.officer
    ADD CONSTRAINT officer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.officer
    ADD CONSTRAINT officer_subject_id_key UNIQUE (subject_id);
ALTER TABLE ONLY public.passkey
    ADD CONSTRAINT passkey_pkey PRIMARY KEY (external_id_digest);
ALTER TABLE ONLY public.passkey_user
    ADD CONSTRAINT passkey_user_handle_key UNIQUE (handle);
ALTER TABLE ONLY public.passkey_user
    ADD CONSTRAINT passkey_user_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.pin
    ADD CONSTRAINT pin_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.erasure
    ADD CONSTRAINT pk_erasure PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_change
    ADD CONSTRAINT policy_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_value
    ADD CONSTRAINT policy_value_pkey PRIMARY KEY (switch);
ALTER TABLE ONLY public.proof
    ADD CONSTRAINT proof_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.provider
    ADD CONSTRAINT provider_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.registry_event
    ADD CONSTRAINT registry_event_pkey PRIMARY KEY (asked, event_id);
ALTER TABLE ONLY public.registry_feed
    ADD CONSTRAINT registry_feed_pkey PRIMARY KEY (asked);
ALTER TABLE ONLY public.registry_match
    ADD CONSTRAINT registry_match_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.retired_means
    ADD CONSTRAINT retired_means_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.revoked_attestation
    ADD CONSTRAINT revoked_attestation_pkey PRIMARY KEY (serial);
ALTER TABLE ONLY public.revoked_card_signer
    ADD CONSTRAINT revoked_card_signer_pkey PRIMARY KEY (issuer_digest, serial);
ALTER TABLE ONLY public.revoked_token
    ADD CONSTRAINT revoked_token_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_digest_key UNIQUE (token_digest);
ALTER TABLE ONLY public.signed_decision
    ADD CONSTRAINT signed_decision_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.signed_decision
    ADD CONSTRAINT signed_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.signing_request
    ADD CONSTRAINT signing_request_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.subject_key
    ADD CONSTRAINT subject_key_pkey PRIMARY KEY (name, value_index);
ALTER TABLE ONLY public.subject
    ADD CONSTRAINT subject_pkey PRIMARY KEY (subject_id);
ALTER TABLE ONLY public.taint
    ADD CONSTRAINT taint_pkey PRIMARY KEY (of, name, since);
ALTER TABLE ONLY public.terminal
    ADD CONSTRAINT terminal_key_thumbprint_key UNIQUE (key_thumbprint);
ALTER TABLE ONLY public.terminal
    ADD CONSTRAINT terminal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.token_family
    ADD CONSTRAINT token_family_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.totp
    ADD CONSTRAINT totp_pkey PRIMARY KEY (credential_id);
ALTER TABLE ONLY public.trust_anchor
    ADD CONSTRAINT trust_anchor_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.violation
    ADD CONSTRAINT violation_fingerprint_key UNIQUE (fingerprint);
ALTER TABLE ONLY public.violation
    ADD CONSTRAINT violation_pkey PRIMARY KEY (id);
CREATE INDEX activation_link_of_subject ON public.activation_link USING btree (subject_id, sent_at);
CREATE INDEX app_key_of_subject ON public.app_key USING btree (subject_id);
CREATE INDEX app_request_expiry ON public.app_request USING btree (expires_at);
CREATE INDEX app_request_of_transaction ON public.app_request USING btree (transaction_id);
CREATE INDEX appointment_not_ended ON public.appointment USING btree (valid_until) WHERE (ended_at IS NULL);
CREATE INDEX authentication_event_age ON public.authentication_event USING btree (authenticated_at);
CREATE INDEX authorization_code_expiry ON public.authorization_code USING btree (expires_at);
CREATE INDEX authorization_transaction_expiry ON public.authorization_transaction USING btree (expires_at);
CREATE INDEX backchannel_request_expiry ON public.backchannel_request USING btree (expires_at);
CREATE INDEX backchannel_request_of_device ON public.backchannel_request USING btree (device_id, expires_at);
CREATE INDEX binding_ceremony_age ON public.binding_ceremony USING btree (held_at);
CREATE INDEX binding_ceremony_of_subject ON public.binding_ceremony USING btree (subject_id);
CREATE INDEX biometric_assurance_of_provider ON public.biometric_assurance USING btree (provider_id);
CREATE INDEX biometric_attempt_age ON public.biometric_attempt USING btree (at);
CREATE INDEX biometric_attempt_of_subject ON public.biometric_attempt USING btree (subject_id);
CREATE INDEX biometric_attempt_sample ON public.biometric_attempt USING btree (sample_digest);
CREATE INDEX biometric_consent_of_subject ON public.biometric_consent USING btree (subject_id);
CREATE INDEX case_file_client ON public.case_file USING btree (client_id, id) WHERE (client_id IS NOT NULL);
CREATE INDEX case_file_desk ON public.case_file USING btree (desk, due_by, id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_due ON public.case_file USING btree (due_by, id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_owner ON public.case_file USING btree (owner, due_by, id) WHERE (closed_at IS NULL);
CREATE INDEX case_file_queue ON public.case_file USING btree (desk, due_by, id) WHERE ((closed_at IS NULL) AND (owner IS NULL));
CREATE INDEX case_file_state ON public.case_file USING btree (procedure, state, id);
CREATE INDEX case_file_subject ON public.case_file USING btree (subject_id, id) WHERE (subject_id IS NOT NULL);
CREATE INDEX chip_card_of_subject ON public.chip_card USING btree (subject_id);
CREATE INDEX client_by_age ON public.client USING btree (created_at, client_id);
CREATE INDEX client_by_state ON public.client USING btree (state, client_id);
CREATE INDEX client_origin_of_client ON public.client_origin USING btree (client_id);
CREATE INDEX consent_of_subject ON public.consent USING btree (subject_id, client_id);
CREATE UNIQUE INDEX contact_in_place ON public.contact USING btree (subject_id, kind) WHERE (replaced_at IS NULL);
CREATE INDEX contact_replaced ON public.contact USING btree (replaced_at) WHERE (replaced_at IS NOT NULL);
CREATE INDEX contact_value ON public.contact USING btree (kind, value_index);
CREATE INDEX counter_visit_of_subject ON public.counter_visit USING btree (subject_id);
CREATE INDEX credential_of_subject ON public.credential USING btree (subject_id);
CREATE INDEX deadline_counted_with ON public.deadline USING btree (calendar) WHERE (next_at IS NOT NULL);
CREATE INDEX deadline_due ON public.deadline USING btree (due_at);
CREATE INDEX deadline_next ON public.deadline USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX deadline_of_case ON public.deadline USING btree (case_id, id);
CREATE INDEX deadline_running ON public.deadline USING btree (due_at, id) WHERE (stopped_at IS NULL);
CREATE UNIQUE INDEX deadline_running_in_case ON public.deadline USING btree (case_id, term) WHERE (stopped_at IS NULL);
CREATE INDEX decision_of_case ON public.decision USING btree (case_id, id);
CREATE INDEX decision_state ON public.decision USING btree (state, id);
CREATE INDEX desk_session_expiry ON public.desk_session USING btree (expires_at);
CREATE INDEX desk_session_of_subject ON public.desk_session USING btree (subject_id);
CREATE INDEX document_age ON public.document USING btree (stored_at);
CREATE INDEX document_of_case ON public.document USING btree (case_number, id);
CREATE INDEX erasure_due ON public.erasure USING btree (due_at, subject_id) WHERE ((withdrawn_at IS NULL) AND (done_at IS NULL));
CREATE INDEX erasure_of_subject ON public.erasure USING btree (subject_id);
CREATE UNIQUE INDEX erasure_waits ON public.erasure USING btree (subject_id) WHERE ((withdrawn_at IS NULL) AND (done_at IS NULL));
CREATE INDEX evidence_age ON public.evidence USING btree (proven_at);
CREATE INDEX evidence_of_transaction ON public.evidence USING btree (transaction_id);
CREATE INDEX history_age ON public.history USING btree (happened_at);
CREATE INDEX history_besides_everyday ON public.history USING btree (subject_id, id) WHERE (happening <> ALL (ARRAY['factor_proven'::text, 'factor_refused'::text, 'items_disclosed'::text, 'session_ended'::text, 'sign_in_continued'::text, 'sign_in_refused'::text, 'signed_in'::text, 'tokens_issued'::text, 'tokens_refreshed'::text, 'tokens_revoked'::text]));
CREATE INDEX history_finding ON public.history USING btree (subject_id) WHERE (happening = 'binding_tainted'::text);
CREATE INDEX history_of_actor ON public.history USING btree (actor_id, id) WHERE (actor_id IS NOT NULL);
CREATE INDEX history_of_client ON public.history USING btree (client_id, id) WHERE ((subject_id IS NULL) AND (client_id IS NOT NULL));
CREATE INDEX history_of_subject ON public.history USING btree (subject_id, id);
CREATE INDEX history_of_transaction ON public.history USING btree (transaction_id);
CREATE INDEX ix_address_failures_ends_at ON public.address_failures USING btree (ends_at);
CREATE INDEX ix_app_key_certificate_serial ON public.app_key_certificate USING btree (serial);
CREATE INDEX ix_appointment_officer_id ON public.appointment USING btree (officer_id);
CREATE INDEX ix_binding_credential_id ON public.binding USING btree (credential_id);
CREATE INDEX ix_binding_subject_id ON public.binding USING btree (subject_id);
CREATE INDEX ix_contact_subject_id ON public.contact USING btree (subject_id);
CREATE INDEX ix_delegation_officer_id ON public.delegation USING btree (officer_id);
CREATE INDEX ix_factor_try_opens_at ON public.factor_try USING btree (opens_at);
CREATE INDEX ix_loss_stop_credential_id ON public.loss_stop USING btree (credential_id);
CREATE INDEX ix_recovery_code_subject_id ON public.recovery_code USING btree (subject_id);
CREATE INDEX ix_registry_match_due_at ON public.registry_match USING btree (due_at);
CREATE INDEX ix_retired_means_subject_id ON public.retired_means USING btree (subject_id);
CREATE INDEX ix_retired_means_until ON public.retired_means USING btree (until);
CREATE INDEX ix_revoked_token_expires_at ON public.revoked_token USING btree (expires_at);
CREATE INDEX ix_signing_request_expires_at ON public.signing_request USING btree (expires_at);
CREATE INDEX ix_subject_key_subject_id ON public.subject_key USING btree (subject_id);
CREATE INDEX known_browser_age ON public.known_browser USING btree (met_at);
CREATE INDEX letter_age ON public.letter USING btree (dated_at);
CREATE INDEX letter_delivery_age ON public.letter_delivery USING btree (at);
CREATE INDEX letter_of_subject ON public.letter USING btree (subject_id, id);
CREATE INDEX letter_to_make ON public.letter USING btree (due_at) WHERE (digest IS NULL);
CREATE INDEX loss_case_of_subject ON public.loss_case USING btree (subject_id);
CREATE INDEX loss_case_state ON public.loss_case USING btree (state, id);
CREATE INDEX notice_due_in_channel ON public.notice USING btree (state, channel, due_at);
CREATE INDEX notice_of_subject ON public.notice USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX passkey_of_credential ON public.passkey USING btree (credential_id);
CREATE INDEX passkey_of_subject ON public.passkey USING btree (subject_id);
CREATE INDEX policy_change_pending ON public.policy_change USING btree (switch) WHERE (state = 'pending_second_approval'::text);
CREATE INDEX proof_expiry ON public.proof USING btree (expires_at);
CREATE UNIQUE INDEX proof_once ON public.proof USING btree (kind, audience, digest);
CREATE INDEX provider_by_end ON public.provider USING btree (certificate_until, id);
CREATE INDEX provider_by_name ON public.provider USING btree (name, id);
CREATE INDEX registry_event_due ON public.registry_event USING btree (due_at);
CREATE INDEX registry_event_of_subject ON public.registry_event USING btree (subject_id);
CREATE INDEX registry_event_settled ON public.registry_event USING btree (settled_at);
CREATE INDEX session_expiry ON public.session USING btree (expires_at);
CREATE INDEX session_of_subject ON public.session USING btree (subject_id);
CREATE UNIQUE INDEX signed_by_identity ON public.signed_decision USING btree (decision_id, identity);
CREATE UNIQUE INDEX signed_by_subject ON public.signed_decision USING btree (decision_id, subject_id);
CREATE UNIQUE INDEX subject_number ON public.subject USING btree (kind, number_index);
CREATE INDEX terminal_by_branch ON public.terminal USING btree (branch, id);
CREATE INDEX terminal_by_state ON public.terminal USING btree (state, client_id, kid);
CREATE UNIQUE INDEX terminal_of_client ON public.terminal USING btree (client_id, kid);
CREATE INDEX token_family_not_refreshed ON public.token_family USING btree (offline, begun_at) WHERE (refresh_told_at IS NULL);
CREATE INDEX token_family_of_session ON public.token_family USING btree (session_id);
CREATE INDEX token_family_of_subject ON public.token_family USING btree (subject_id, client_id);
CREATE INDEX token_family_refreshed ON public.token_family USING btree (refresh_told_at) WHERE (refresh_told_at IS NOT NULL);
CREATE INDEX token_family_revoked ON public.token_family USING btree (revoked_at) WHERE (revoked_at IS NOT NULL);
CREATE INDEX totp_of_subject ON public.totp USING btree (subject_id);
CREATE INDEX trust_anchor_fingerprint ON public.trust_anchor USING btree (fingerprint);
CREATE INDEX violation_state ON public.violation USING btree (state, id);
CREATE TRIGGER kept_appointment_delete_ccedc9d9 BEFORE DELETE ON public.appointment FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_appointment_truncate_5b58420e BEFORE TRUNCATE ON public.appointment FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_appointment_update_c5141719 BEFORE UPDATE ON public.appointment FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.officer_id IS DISTINCT FROM new.officer_id) OR (old.roles IS DISTINCT FROM new.roles) OR (old.desk IS DISTINCT FROM new.desk) OR (old.desk_kind IS DISTINCT FROM new.desk_kind) OR (old.valid_from IS DISTINCT FROM new.valid_from) OR (old.valid_until IS DISTINCT FROM new.valid_until) OR (old.appointed_at IS DISTINCT FROM new.appointed_at) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR ((old.ended_at IS NOT NULL) AND (old.ended_at IS DISTINCT FROM new.ended_at)) OR ((old.ended_by IS NOT NULL) AND (old.ended_by IS DISTINCT FROM new.ended_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_authentication_event_delete_6a9ba725 BEFORE DELETE ON public.authentication_event FOR EACH ROW WHEN ((old.authenticated_at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_authentication_event_truncate_66be2c78 BEFORE TRUNCATE ON public.authentication_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_authentication_event_update_04caeb16 BEFORE UPDATE ON public.authentication_event FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.client_id IS DISTINCT FROM new.client_id) OR (old.level IS DISTINCT FROM new.level) OR (old.kinds IS DISTINCT FROM new.kinds) OR (old.authenticated_at IS DISTINCT FROM new.authenticated_at) OR (old.shown IS DISTINCT FROM new.shown) OR (old.purpose IS DISTINCT FROM new.purpose) OR (old.session_id IS DISTINCT FROM new.session_id))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_ceremony_delete_7857b0f3 BEFORE DELETE ON public.binding_ceremony FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_ceremony_truncate_5ad69cd8 BEFORE TRUNCATE ON public.binding_ceremony FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_ceremony_update_6cacb9f1 BEFORE UPDATE ON public.binding_ceremony FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.proven IS DISTINCT FROM new.proven) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.officers IS DISTINCT FROM new.officers) OR (old.place IS DISTINCT FROM new.place) OR (old.held_at IS DISTINCT FROM new.held_at) OR ((old.tainted_at IS NOT NULL) AND (old.tainted_at IS DISTINCT FROM new.tainted_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_delete_4251921b BEFORE DELETE ON public.binding FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_truncate_6cc19afb BEFORE TRUNCATE ON public.binding FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_binding_update_1d3dce84 BEFORE UPDATE ON public.binding FOR EACH ROW WHEN (((old.ceremony_id IS DISTINCT FROM new.ceremony_id) OR (old.credential_id IS DISTINCT FROM new.credential_id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.bound IS DISTINCT FROM new.bound) OR (old.identity IS DISTINCT FROM new.identity) OR (old.resistant IS DISTINCT FROM new.resistant) OR (old.effective_at IS DISTINCT FROM new.effective_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_assurance_delete_cb9be204 BEFORE DELETE ON public.biometric_assurance FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_assurance_truncate_d9c7ae87 BEFORE TRUNCATE ON public.biometric_assurance FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_assurance_update_dc8b650e BEFORE UPDATE ON public.biometric_assurance FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.provider_id IS DISTINCT FROM new.provider_id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.standard IS DISTINCT FROM new.standard) OR (old.lab IS DISTINCT FROM new.lab) OR (old.value IS DISTINCT FROM new.value) OR (old.report IS DISTINCT FROM new.report) OR (old.valid_until IS DISTINCT FROM new.valid_until) OR (old.proposed_by IS DISTINCT FROM new.proposed_by) OR ((old.approved_by IS NOT NULL) AND (old.approved_by IS DISTINCT FROM new.approved_by)) OR ((old.retired_by IS NOT NULL) AND (old.retired_by IS DISTINCT FROM new.retired_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_consent_delete_4d93ea2f BEFORE DELETE ON public.biometric_consent FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_consent_truncate_b64649f2 BEFORE TRUNCATE ON public.biometric_consent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_consent_update_9a25d970 BEFORE UPDATE ON public.biometric_consent FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.purpose IS DISTINCT FROM new.purpose) OR (old.text_version IS DISTINCT FROM new.text_version) OR (old.text_digest IS DISTINCT FROM new.text_digest) OR (old.lang IS DISTINCT FROM new.lang) OR (old.channel IS DISTINCT FROM new.channel) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.given_at IS DISTINCT FROM new.given_at) OR ((old.withdrawn_at IS NOT NULL) AND (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_provider_delete_d736a9f7 BEFORE DELETE ON public.biometric_provider FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_provider_truncate_4100bb76 BEFORE TRUNCATE ON public.biometric_provider FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_biometric_provider_update_3cbbe723 BEFORE UPDATE ON public.biometric_provider FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.name IS DISTINCT FROM new.name) OR (old.role IS DISTINCT FROM new.role) OR (old.interface IS DISTINCT FROM new.interface) OR (old.endpoint IS DISTINCT FROM new.endpoint) OR (old.gallery IS DISTINCT FROM new.gallery) OR (old.modalities IS DISTINCT FROM new.modalities) OR (old.person_reference IS DISTINCT FROM new.person_reference) OR (old.provenance IS DISTINCT FROM new.provenance) OR (old.profile IS DISTINCT FROM new.profile) OR (old.token_key IS DISTINCT FROM new.token_key) OR (old.token_sealed IS DISTINCT FROM new.token_sealed) OR (old.proposed_by IS DISTINCT FROM new.proposed_by) OR ((old.approved_by IS NOT NULL) AND (old.approved_by IS DISTINCT FROM new.approved_by)) OR ((old.retired_by IS NOT NULL) AND (old.retired_by IS DISTINCT FROM new.retired_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_event_delete_289086a9 BEFORE DELETE ON public.case_event FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_event_truncate_c6e2f168 BEFORE TRUNCATE ON public.case_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_event_update_2b7157be BEFORE UPDATE ON public.case_event FOR EACH ROW WHEN (((old.case_id IS DISTINCT FROM new.case_id) OR (old.version IS DISTINCT FROM new.version) OR (old.event IS DISTINCT FROM new.event) OR (old.state IS DISTINCT FROM new.state) OR (old.actor IS DISTINCT FROM new.actor) OR (old.facts IS DISTINCT FROM new.facts) OR (old.at IS DISTINCT FROM new.at) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR (old.due_by IS DISTINCT FROM new.due_by))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_file_delete_b2399ba9 BEFORE DELETE ON public.case_file FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_file_truncate_d601c18d BEFORE TRUNCATE ON public.case_file FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_case_file_update_9f0e5bc7 BEFORE UPDATE ON public.case_file FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.number IS DISTINCT FROM new.number) OR (old.procedure IS DISTINCT FROM new.procedure) OR (old.rule_set IS DISTINCT FROM new.rule_set) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.client_id IS DISTINCT FROM new.client_id) OR (old.body_id IS DISTINCT FROM new.body_id) OR (old.opened_at IS DISTINCT FROM new.opened_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_consent_delete_730a447b BEFORE DELETE ON public.consent FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_consent_truncate_47dc7568 BEFORE TRUNCATE ON public.consent FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_consent_update_57090800 BEFORE UPDATE ON public.consent FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.client_id IS DISTINCT FROM new.client_id) OR (old.provider IS DISTINCT FROM new.provider) OR (old.items IS DISTINCT FROM new.items) OR (old.purposes IS DISTINCT FROM new.purposes) OR (old.declined IS DISTINCT FROM new.declined) OR (old.text_version IS DISTINCT FROM new.text_version) OR (old.text_digest IS DISTINCT FROM new.text_digest) OR (old.lang IS DISTINCT FROM new.lang) OR (old.legal_basis IS DISTINCT FROM new.legal_basis) OR (old.level IS DISTINCT FROM new.level) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.given_at IS DISTINCT FROM new.given_at) OR (old.expires_at IS DISTINCT FROM new.expires_at) OR ((old.superseded_at IS NOT NULL) AND (old.superseded_at IS DISTINCT FROM new.superseded_at)) OR ((old.withdrawn_at IS NOT NULL) AND (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_counter_visit_delete_096c8a2b BEFORE DELETE ON public.counter_visit FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_counter_visit_truncate_56bdd146 BEFORE TRUNCATE ON public.counter_visit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_counter_visit_update_30e0aa43 BEFORE UPDATE ON public.counter_visit FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.document IS DISTINCT FROM new.document) OR (old.begun_by IS DISTINCT FROM new.begun_by) OR (old.begun_at IS DISTINCT FROM new.begun_at) OR ((old.confirmed_at IS NOT NULL) AND (old.confirmed_at IS DISTINCT FROM new.confirmed_at)) OR ((old.confirmed_by IS NOT NULL) AND (old.confirmed_by IS DISTINCT FROM new.confirmed_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_deadline_delete_cdd3ea80 BEFORE DELETE ON public.deadline FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_deadline_truncate_89bd1342 BEFORE TRUNCATE ON public.deadline FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_deadline_update_0f981a47 BEFORE UPDATE ON public.deadline FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id) OR (old.case_kind IS DISTINCT FROM new.case_kind) OR (old.term IS DISTINCT FROM new.term) OR (old.rule_set IS DISTINCT FROM new.rule_set) OR (old.started_at IS DISTINCT FROM new.started_at) OR ((old.breached_at IS NOT NULL) AND (old.breached_at IS DISTINCT FROM new.breached_at)) OR ((old.escalated_at IS NOT NULL) AND (old.escalated_at IS DISTINCT FROM new.escalated_at)) OR ((old.half_warned_at IS NOT NULL) AND (old.half_warned_at IS DISTINCT FROM new.half_warned_at)) OR ((old.outcome IS NOT NULL) AND (old.outcome IS DISTINCT FROM new.outcome)) OR ((old.stopped_at IS NOT NULL) AND (old.stopped_at IS DISTINCT FROM new.stopped_at)) OR ((old.warned_at IS NOT NULL) AND (old.warned_at IS DISTINCT FROM new.warned_at)) OR ((old.stopped_at IS NOT NULL) AND (old.due_at IS DISTINCT FROM new.due_at)) OR ((old.stopped_at IS NOT NULL) AND (old.half_at IS DISTINCT FROM new.half_at)) OR ((old.stopped_at IS NOT NULL) AND (old.most_at IS DISTINCT FROM new.most_at)) OR ((old.stopped_at IS NOT NULL) AND (old.escalate_at IS DISTINCT FROM new.escalate_at)) OR ((old.stopped_at IS NOT NULL) AND (old.calendar IS DISTINCT FROM new.calendar)) OR ((old.stopped_at IS NOT NULL) AND (old.certainty IS DISTINCT FROM new.certainty)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_decision_delete_2b1979c5 BEFORE DELETE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_decision_truncate_e37fbf98 BEFORE TRUNCATE ON public.decision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_decision_update_5cbd43e0 BEFORE UPDATE ON public.decision FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.case_id IS DISTINCT FROM new.case_id) OR (old.version IS DISTINCT FROM new.version) OR (old.procedure IS DISTINCT FROM new.procedure) OR (old.event IS DISTINCT FROM new.event) OR (old.content IS DISTINCT FROM new.content) OR (old.digest IS DISTINCT FROM new.digest) OR (old.opened_at IS DISTINCT FROM new.opened_at) OR (old.expires_at IS DISTINCT FROM new.expires_at) OR ((old.closed_at IS NOT NULL) AND (old.closed_at IS DISTINCT FROM new.closed_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_delegation_delete_4ccb2592 BEFORE DELETE ON public.delegation FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_delegation_truncate_8fa874b7 BEFORE TRUNCATE ON public.delegation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_delegation_update_52fd1dd5 BEFORE UPDATE ON public.delegation FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.officer_id IS DISTINCT FROM new.officer_id) OR (old.powers IS DISTINCT FROM new.powers) OR (old.valid_from IS DISTINCT FROM new.valid_from) OR (old.valid_until IS DISTINCT FROM new.valid_until) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR ((old.ended_at IS NOT NULL) AND (old.ended_at IS DISTINCT FROM new.ended_at)) OR ((old.ended_by IS NOT NULL) AND (old.ended_by IS DISTINCT FROM new.ended_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_document_delete_165a509d BEFORE DELETE ON public.document FOR EACH ROW WHEN ((old.stored_at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_document_truncate_e69548af BEFORE TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_document_update_19fd5ec3 BEFORE UPDATE ON public.document FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.case_number IS DISTINCT FROM new.case_number) OR (old.kind IS DISTINCT FROM new.kind) OR (old.media_type IS DISTINCT FROM new.media_type) OR (old.size IS DISTINCT FROM new.size) OR (old.digest IS DISTINCT FROM new.digest) OR (old.sent_digest IS DISTINCT FROM new.sent_digest) OR (old.stored_at IS DISTINCT FROM new.stored_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_erasure_delete_5d3b2df3 BEFORE DELETE ON public.erasure FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_erasure_truncate_3b08de1e BEFORE TRUNCATE ON public.erasure FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_erasure_update_8a7d2dbc BEFORE UPDATE ON public.erasure FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.asked_by IS DISTINCT FROM new.asked_by) OR (old.asked_at IS DISTINCT FROM new.asked_at) OR (old.due_at IS DISTINCT FROM new.due_at) OR ((old.done_at IS NOT NULL) AND (old.done_at IS DISTINCT FROM new.done_at)) OR ((old.held_at IS NOT NULL) AND (old.held_at IS DISTINCT FROM new.held_at)) OR ((old.withdrawn_at IS NOT NULL) AND (old.withdrawn_at IS DISTINCT FROM new.withdrawn_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_evidence_delete_a8aade58 BEFORE DELETE ON public.evidence FOR EACH ROW WHEN ((old.proven_at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_evidence_truncate_30d5d855 BEFORE TRUNCATE ON public.evidence FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_evidence_update_1c7ace7c BEFORE UPDATE ON public.evidence FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.credential_id IS DISTINCT FROM new.credential_id) OR (old.proven_at IS DISTINCT FROM new.proven_at) OR (old.proof_digest IS DISTINCT FROM new.proof_digest) OR (old.security_stamp IS DISTINCT FROM new.security_stamp) OR (old.bound IS DISTINCT FROM new.bound) OR (old.identity IS DISTINCT FROM new.identity) OR (old.resistant IS DISTINCT FROM new.resistant))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_delete_ee106ed7 BEFORE DELETE ON public.history FOR EACH ROW WHEN (((old.happened_at >= (now() - '5 years'::interval)) OR (old.happening = 'history_purged'::text))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_sealing_delete_d9f48204 BEFORE DELETE ON public.history_sealing FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_sealing_truncate_e4601383 BEFORE TRUNCATE ON public.history_sealing FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_sealing_update_b525899d BEFORE UPDATE ON public.history_sealing FOR EACH ROW WHEN (((old.opened_at IS DISTINCT FROM new.opened_at) OR ((old.closed_at IS NOT NULL) AND (old.closed_at IS DISTINCT FROM new.closed_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_truncate_3248946d BEFORE TRUNCATE ON public.history FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_history_update_823f9f47 BEFORE UPDATE ON public.history FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.happened_at IS DISTINCT FROM new.happened_at) OR (old.happening IS DISTINCT FROM new.happening) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.actor IS DISTINCT FROM new.actor) OR (old.client_id IS DISTINCT FROM new.client_id) OR (old.transaction_id IS DISTINCT FROM new.transaction_id) OR (old.facts IS DISTINCT FROM new.facts) OR (old.fields_act IS DISTINCT FROM new.fields_act) OR (old.actor_details IS DISTINCT FROM new.actor_details) OR (old.actor_id IS DISTINCT FROM new.actor_id) OR ((old.seal IS NOT NULL) AND (old.seal IS DISTINCT FROM new.seal)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_installation_delete_03ec9e44 BEFORE DELETE ON public.installation FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_installation_truncate_8a7ecad8 BEFORE TRUNCATE ON public.installation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_installation_update_4da66903 BEFORE UPDATE ON public.installation FOR EACH ROW WHEN (((old.key IS DISTINCT FROM new.key) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR (old.offline_keys IS DISTINCT FROM new.offline_keys) OR (old.authorised_by IS DISTINCT FROM new.authorised_by) OR (old.done_at IS DISTINCT FROM new.done_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_checkpoint_delete_9781e12d BEFORE DELETE ON public.ledger_checkpoint FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_checkpoint_truncate_8cc5229a BEFORE TRUNCATE ON public.ledger_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_checkpoint_update_aade3ccc BEFORE UPDATE ON public.ledger_checkpoint FOR EACH ROW WHEN (((old.size IS DISTINCT FROM new.size) OR (old.made_at IS DISTINCT FROM new.made_at) OR (old.note IS DISTINCT FROM new.note))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_leaf_delete_ed86002b BEFORE DELETE ON public.ledger_leaf FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_leaf_truncate_25278b0e BEFORE TRUNCATE ON public.ledger_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_leaf_update_ab849820 BEFORE UPDATE ON public.ledger_leaf FOR EACH ROW WHEN (((old."position" IS DISTINCT FROM new."position") OR (old.entry_id IS DISTINCT FROM new.entry_id) OR (old.happened_at IS DISTINCT FROM new.happened_at) OR (old.chained_at IS DISTINCT FROM new.chained_at) OR (old.format IS DISTINCT FROM new.format) OR (old.entry_digest IS DISTINCT FROM new.entry_digest) OR (old.hash IS DISTINCT FROM new.hash))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_node_delete_e75d81df BEFORE DELETE ON public.ledger_node FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_node_truncate_778c61c0 BEFORE TRUNCATE ON public.ledger_node FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_ledger_node_update_54b58531 BEFORE UPDATE ON public.ledger_node FOR EACH ROW WHEN (((old.level IS DISTINCT FROM new.level) OR (old."position" IS DISTINCT FROM new."position") OR (old.hash IS DISTINCT FROM new.hash))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_delete_35eaacd4 BEFORE DELETE ON public.letter FOR EACH ROW WHEN ((old.dated_at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_delivery_delete_59ccb950 BEFORE DELETE ON public.letter_delivery FOR EACH ROW WHEN ((old.at >= (now() - '5 years'::interval))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_delivery_truncate_44c3a616 BEFORE TRUNCATE ON public.letter_delivery FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_delivery_update_1025dc35 BEFORE UPDATE ON public.letter_delivery FOR EACH ROW WHEN (((old.letter_id IS DISTINCT FROM new.letter_id) OR (old.how IS DISTINCT FROM new.how) OR (old.detail IS DISTINCT FROM new.detail) OR (old.at IS DISTINCT FROM new.at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_truncate_3c2944a2 BEFORE TRUNCATE ON public.letter FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_letter_update_2a2d758d BEFORE UPDATE ON public.letter FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.number IS DISTINCT FROM new.number) OR (old.kind IS DISTINCT FROM new.kind) OR (old.dated_at IS DISTINCT FROM new.dated_at) OR (old.language IS DISTINCT FROM new.language) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.to_person IS DISTINCT FROM new.to_person) OR (old.data_key IS DISTINCT FROM new.data_key) OR (old.content_sealed IS DISTINCT FROM new.content_sealed) OR (old.signer IS DISTINCT FROM new.signer) OR ((old.digest IS NOT NULL) AND (old.digest IS DISTINCT FROM new.digest)) OR ((old.sealed_at IS NOT NULL) AND (old.sealed_at IS DISTINCT FROM new.sealed_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_case_delete_bc573a37 BEFORE DELETE ON public.loss_case FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_case_truncate_68e41e6e BEFORE TRUNCATE ON public.loss_case FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_case_update_ded2b145 BEFORE UPDATE ON public.loss_case FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.number IS DISTINCT FROM new.number) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.reason IS DISTINCT FROM new.reason) OR (old.lost IS DISTINCT FROM new.lost) OR (old.reported_by IS DISTINCT FROM new.reported_by) OR (old.reported_at IS DISTINCT FROM new.reported_at) OR (old.lettered IS DISTINCT FROM new.lettered) OR (old.providers IS DISTINCT FROM new.providers) OR ((old.closed_at IS NOT NULL) AND (old.closed_at IS DISTINCT FROM new.closed_at)) OR ((old.final_at IS NOT NULL) AND (old.final_at IS DISTINCT FROM new.final_at)) OR ((old.outcome IS NOT NULL) AND (old.outcome IS DISTINCT FROM new.outcome)) OR ((old.taken_back_at IS NOT NULL) AND (old.taken_back_at IS DISTINCT FROM new.taken_back_at)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_clearing_delete_9f5e1ccc BEFORE DELETE ON public.loss_clearing FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_clearing_truncate_68a755e8 BEFORE TRUNCATE ON public.loss_clearing FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_loss_clearing_update_e5769326 BEFORE UPDATE ON public.loss_clearing FOR EACH ROW WHEN (((old.case_id IS DISTINCT FROM new.case_id) OR (old.credential_id IS DISTINCT FROM new.credential_id) OR (old.kind IS DISTINCT FROM new.kind))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_officer_delete_8398c4c3 BEFORE DELETE ON public.officer FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_officer_truncate_53f9aed9 BEFORE TRUNCATE ON public.officer FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_officer_update_c0e16a30 BEFORE UPDATE ON public.officer FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.identity IS DISTINCT FROM new.identity) OR (old.since IS DISTINCT FROM new.since))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_policy_change_delete_d739846f BEFORE DELETE ON public.policy_change FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_policy_change_truncate_7edcb24d BEFORE TRUNCATE ON public.policy_change FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_policy_change_update_bb6cb393 BEFORE UPDATE ON public.policy_change FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.switch IS DISTINCT FROM new.switch) OR (old.after IS DISTINCT FROM new.after) OR (old.proposed_by IS DISTINCT FROM new.proposed_by) OR (old.proposed_at IS DISTINCT FROM new.proposed_at) OR ((old.approved_at IS NOT NULL) AND (old.approved_at IS DISTINCT FROM new.approved_at)) OR ((old.approved_by IS NOT NULL) AND (old.approved_by IS DISTINCT FROM new.approved_by)) OR ((old.approved_at IS NOT NULL) AND (old.before IS DISTINCT FROM new.before)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_signed_decision_delete_f203ad8f BEFORE DELETE ON public.signed_decision FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_signed_decision_truncate_1fc5bbf8 BEFORE TRUNCATE ON public.signed_decision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_signed_decision_update_0db27d88 BEFORE UPDATE ON public.signed_decision FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.decision_id IS DISTINCT FROM new.decision_id) OR (old.act IS DISTINCT FROM new.act) OR (old.officer_id IS DISTINCT FROM new.officer_id) OR (old.appointment_id IS DISTINCT FROM new.appointment_id) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.identity IS DISTINCT FROM new.identity) OR (old.statement IS DISTINCT FROM new.statement) OR (old.digest IS DISTINCT FROM new.digest) OR (old.means IS DISTINCT FROM new.means) OR (old.credential_id IS DISTINCT FROM new.credential_id) OR (old.public_key IS DISTINCT FROM new.public_key) OR (old.algorithm IS DISTINCT FROM new.algorithm) OR (old.authenticator_data IS DISTINCT FROM new.authenticator_data) OR (old.client_data IS DISTINCT FROM new.client_data) OR (old.signature IS DISTINCT FROM new.signature) OR (old.signed_at IS DISTINCT FROM new.signed_at))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_taint_delete_398132f4 BEFORE DELETE ON public.taint FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_taint_truncate_2e81a2fa BEFORE TRUNCATE ON public.taint FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_taint_update_413b35d7 BEFORE UPDATE ON public.taint FOR EACH ROW WHEN (((old.of IS DISTINCT FROM new.of) OR (old.name IS DISTINCT FROM new.name) OR (old.since IS DISTINCT FROM new.since))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_trust_anchor_delete_9c9438c6 BEFORE DELETE ON public.trust_anchor FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_trust_anchor_truncate_940438c2 BEFORE TRUNCATE ON public.trust_anchor FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_trust_anchor_update_51c7f22c BEFORE UPDATE ON public.trust_anchor FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.subject IS DISTINCT FROM new.subject) OR (old.fingerprint IS DISTINCT FROM new.fingerprint) OR (old.certificate IS DISTINCT FROM new.certificate) OR (old.not_after IS DISTINCT FROM new.not_after) OR (old.profile IS DISTINCT FROM new.profile) OR (old.proposed_by IS DISTINCT FROM new.proposed_by) OR ((old.approved_by IS NOT NULL) AND (old.approved_by IS DISTINCT FROM new.approved_by)) OR ((old.withdrawn_by IS NOT NULL) AND (old.withdrawn_by IS DISTINCT FROM new.withdrawn_by)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_violation_delete_92174c47 BEFORE DELETE ON public.violation FOR EACH ROW EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_violation_truncate_f7d7d97b BEFORE TRUNCATE ON public.violation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_to_bend_evidence();
CREATE TRIGGER kept_violation_update_d919437a BEFORE UPDATE ON public.violation FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.kind IS DISTINCT FROM new.kind) OR (old.opened_at IS DISTINCT FROM new.opened_at) OR (old.issued_to IS DISTINCT FROM new.issued_to) OR (old.shown_by IS DISTINCT FROM new.shown_by) OR (old.subject_id IS DISTINCT FROM new.subject_id) OR (old.evidence IS DISTINCT FROM new.evidence) OR ((old.outcome IS NOT NULL) AND (old.outcome IS DISTINCT FROM new.outcome)))) EXECUTE FUNCTION public.refuse_to_bend_evidence();
ALTER TABLE ONLY public.app_key_certificate
    ADD CONSTRAINT app_key_certificate_credential_id_fkey FOREIGN KEY (credential_id) REFERENCES public.app_key(credential_id) ON DELETE CASCADE;
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_officer_id_fkey FOREIGN KEY (officer_id) REFERENCES public.officer(id);
ALTER TABLE ONLY public.case_event
    ADD CONSTRAINT case_event_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.case_file(id);
ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(subject_id);
ALTER TABLE ONLY public.delegation
    ADD CONSTRAINT delegation_officer_id_fkey FOREIGN KEY (officer_id) REFERENCES public.officer(id);
ALTER TABLE ONLY public.identity
    ADD CONSTRAINT identity_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(subject_id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);
ALTER TABLE ONLY public.loss_clearing
    ADD CONSTRAINT loss_clearing_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.loss_case(id);
ALTER TABLE ONLY public.loss_stop
    ADD CONSTRAINT loss_stop_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.loss_case(id);
ALTER TABLE ONLY public.registry_match
    ADD CONSTRAINT registry_match_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES public.subject(subject_id);
ALTER TABLE ONLY public.signed_decision
    ADD CONSTRAINT signed_decision_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);
